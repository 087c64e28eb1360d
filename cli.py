"""The command `hoptac`; each command imports what it needs, so that `--help` is instant."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.embedded import EmbeddedEngine
    from graph.errors import HopTacError
    from graph.store import GraphStore
    from loaders.load import LoadResult
    from queries.ask import Request
    from queries.runner import Answer

app = typer.Typer(
    add_completion=True,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Hợp Tác: ai hợp tác với ai, theo thỏa thuận nào, ai phải làm gì, khi nào, và điều đó ghi ở đâu.",
)
db = typer.Typer(no_args_is_help=True, help="Bộ máy đồ thị kèm theo: khởi động, dừng, xem tình trạng.")
app.add_typer(db, name="db")

GOOD, WITH_ISSUES, REFUSED = 0, 1, 2
SHOWN_ROWS, EVERY_ROW = 500, 1_000_000
CHANGES_SHOWN = 200
Json = Annotated[bool, typer.Option("--json", help="In kết quả dưới dạng JSON.")]
Format = Annotated[Literal["table", "csv", "json"], typer.Option("--format", help="Dạng in ra.")]
ANY_OPTION = {"ignore_unknown_options": True}


def main() -> NoReturn:
    """Run the command; an error is one plain sentence and exit code 2."""
    from graph.errors import HopTacError

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except HopTacError as error:
        _refuse(error)
    except Exception as error:  # noqa: BLE001  a reader cannot act on a traceback; the log has it
        _unexpected(error)
    raise SystemExit(GOOD)


def _unexpected(error: Exception) -> NoReturn:
    """What nobody foresaw: one sentence, and the number under which the log has the traceback."""
    from graph.log import log_error
    from graph.texts import t

    _say(t("cli.unexpected", kind=type(error).__name__, number=log_error(error)))
    raise SystemExit(REFUSED)


def _refuse(error: HopTacError) -> NoReturn:
    typer.echo(error.what, err=True)
    if error.next_step:
        typer.echo(error.next_step, err=True)
    raise SystemExit(REFUSED)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def _say(text: str) -> None:
    typer.echo(text, err=True)


def _progress(what: str) -> Any:
    """A progress bar on a terminal, nothing elsewhere."""
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import Progress

    @contextmanager
    def bar() -> Iterator[Any]:
        console = Console(stderr=True)
        if not console.is_terminal:
            yield None
            return
        with Progress(console=console, transient=True) as shown:
            task = shown.add_task(what, total=None)
            yield lambda rows: shown.advance(task, rows)

    return bar()


@app.command()
def up(port: Annotated[int, typer.Option(help="Cổng của trang web.")] = 8501) -> None:
    """Khởi động bộ máy, nạp những gì đã đổi, mở trang web."""
    import subprocess

    from graph.embedded.launcher import listens
    from graph.errors import LoadRefused, StoreUnavailable
    from graph.settings import CHECKOUT, get_settings
    from graph.texts import t

    settings = get_settings()
    if listens(port):
        raise StoreUnavailable.say("cli.port_taken", port=port, other=port + 1)
    _say(t("cli.starting"))
    # The server imports what it needs while the engine starts: together that is a third of a start.
    command = [sys.executable, "-m", "views.serve", f"--server.port={port}", "--logger.hideWelcomeMessage=true"]
    with subprocess.Popen(command, cwd=CHECKOUT) as server:
        try:
            _say_load(_load(settings))
        except LoadRefused as error:
            _say(f"{error.what} {error.next_step} {t('cli.as_it_is')}")
        except BaseException:
            server.terminate()
            raise
        if server.poll() is None:
            _say(t("cli.opening", port=port))
        raise SystemExit(server.wait())


def _load(settings: Any, **options: Any) -> LoadResult:
    from graph.model import model_hash
    from graph.store import GraphStore
    from graph.texts import t
    from loaders.load import load

    store = GraphStore.open(settings, role="writer", model_hash=model_hash())
    try:
        with _progress(t("cli.loading")) as progress:
            return load(settings, store, progress=progress, **options)
    finally:
        store.close()


def _say_load(result: LoadResult) -> None:
    from graph.texts import t

    if result.unchanged:
        _say(t("cli.unchanged"))
    else:
        totals = {op: sum(found.values()) for op, found in result.counts.items()}
        _say(t("cli.loaded", **totals))
    for name, rows in result.kept.items():
        _say(t("cli.kept", name=name, rows=rows))
    for issue in result.issues[:20]:
        where = " ".join(
            p for p in (issue.file, issue.sheet, f"dòng {issue.row}" if issue.row else "", issue.column) if p
        )
        _say(f"  {where}: {issue.reason} {issue.hint}")
    if result.issues:
        _say(t("cli.issues", count=len(result.issues)))


@app.command("load")
def load_command(
    source: Annotated[Path | None, typer.Argument(help="Thư mục dữ liệu để thêm, hoặc tệp XLSX để kiểm tra.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem khác biệt, không ghi.")] = False,
    verify: Annotated[bool, typer.Option("--verify", help="So với chính đồ thị.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Nhận các dòng tốt của tệp XLSX.")] = False,
    as_json: Json = False,
) -> None:
    """Nạp các thư mục đã ghi trong danh sách; thêm một thư mục; hoặc kiểm tra một tệp XLSX."""
    from graph.errors import LoadRefused
    from graph.settings import get_settings
    from loaders.load import LoadResult

    settings = get_settings()
    try:
        if source is not None and source.suffix.lower() == ".xlsx":
            result = _load_workbook(settings, source, yes=yes, dry_run=dry_run, as_json=as_json)
        elif source is not None:
            result = _load_folder(settings, source.resolve(), dry_run=dry_run, verify=verify)
        else:
            result = _load(settings, dry_run=dry_run, verify=verify)
    except LoadRefused as error:
        if as_json:
            nothing = LoadResult(issues=list(error.issues)).to_dict()
            _print_json({**nothing, "error": error.what, "next_step": error.next_step})
        _refuse(error)
    _finish_load(result, as_json=as_json, show=dry_run)


def _load_folder(settings: Any, folder: Path, *, dry_run: bool, verify: bool) -> LoadResult:
    """List one more folder, once it could be read."""
    from graph.errors import LoadRefused
    from graph.settings import save_folders
    from graph.texts import t

    if not folder.is_dir():
        raise LoadRefused(t("load.folder_missing", folder=folder), t("cli.check_path"))
    listed = tuple(dict.fromkeys((*settings.folders, folder)))
    result = _load(settings.model_copy(update={"folders": listed}), dry_run=dry_run, verify=verify)
    if not dry_run:
        save_folders(settings.home, listed)
    return result


def _load_workbook(settings: Any, file: Path, *, yes: bool, dry_run: bool, as_json: bool) -> LoadResult:
    """Check an XLSX; accepted, its good rows become tables in the user's folder."""
    from graph.model import model_hash
    from graph.store import GraphStore
    from graph.texts import t
    from loaders.edit import accept, overlay
    from loaders.load import user_name

    tables = overlay(settings, file)
    result = _load(settings, dry_run=True, more=(tables,))
    if dry_run or (as_json and not yes):
        return result
    if not yes:
        _say_load(result)
        _show_changes(result)
        if not sys.stdin.isatty() or not typer.confirm(t("cli.accept"), err=True):
            return result
    with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
        done = accept(settings, store, tables, result.issues, who=user_name(), why=file.name)
    done.issues = [i for i in result.issues if i.folder == str(file)] + done.issues
    return done


def _show_changes(result: LoadResult) -> None:
    from graph.declare import title_of
    from graph.texts import language, t

    for line in result.changes[:CHANGES_SHOWN]:
        what = f" {line['field']}: {line['before']} → {line['after']}" if line["field"] else ""
        _say(f"  {t('data.' + line['op'])} {title_of(line['type'], language())} {line['key']}{what}")
    if len(result.changes) > CHANGES_SHOWN:
        _say(t("data.more_lines", count=len(result.changes) - CHANGES_SHOWN))


def _finish_load(result: LoadResult, *, as_json: bool, show: bool) -> NoReturn:
    if as_json:
        _print_json(result.to_dict())
    else:
        _say_load(result)
        if show:
            _show_changes(result)
    raise SystemExit(WITH_ISSUES if result.issues else GOOD)


@app.command()
def unload(folder: Path) -> None:
    """Bỏ một thư mục khỏi danh sách và rút những dữ kiện chỉ có ở đó."""
    from graph.errors import LoadRefused
    from graph.settings import get_settings, save_folders
    from graph.texts import t

    settings = get_settings()
    gone = folder.resolve()
    if gone not in settings.folders:
        raise LoadRefused(
            t("cli.not_listed", folder=gone), t("cli.listed", folders=", ".join(map(str, settings.folders)))
        )
    left = tuple(f for f in settings.folders if f != gone)
    result = _load(settings.model_copy(update={"folders": left}))
    save_folders(settings.home, left)
    _finish_load(result, as_json=False, show=False)


@app.command()
def brief(
    subject: Annotated[str, typer.Argument(help="Mã hoặc tên; hai bên cách nhau bằng dấu chấm phẩy.")] = "",
    to: Annotated[
        Path, typer.Option(help="Tệp .pptx, .docx, .pdf, .png, .svg; với --all-provinces là thư mục.")
    ] = Path(),
    all_provinces: Annotated[bool, typer.Option("--all-provinces", help="Một tệp cho mỗi tỉnh có hợp tác.")] = False,
    form: Annotated[str, typer.Option(help="Dạng tệp khi dùng --all-provinces.")] = ".pdf",
    as_of: Annotated[str | None, typer.Option(help="Ngày xem, 2025-06-30.")] = None,
    lang: Annotated[Literal["vi", "en"] | None, typer.Option(help="Ngôn ngữ của bản tóm tắt.")] = None,
) -> None:
    """Bản tóm tắt cho lãnh đạo về một địa phương, nước, cơ quan, thỏa thuận, lĩnh vực, sự kiện hoặc hai bên."""
    from graph.errors import QueryError
    from graph.settings import get_settings
    from graph.texts import t, use
    from queries.search import open_reader, read_as_of
    from reports.output import write_brief, write_provinces

    if not subject and not all_provinces:
        raise QueryError.say("brief.no_name")
    if lang:
        use(lang)
    settings, day = get_settings(), read_as_of(as_of)
    with open_reader(settings) as store:
        if all_provinces:
            files = write_provinces(store, to, form, settings=settings, day=day)
        else:
            files = [write_brief(store, subject.split(";"), to, settings=settings, day=day)]
    for file in files:
        _say(t("brief.written", file=file))


@app.command()
def export(
    to: Annotated[Path, typer.Option(help="Tệp .graphml, .gexf, .json, .csv (zip hai bảng), .xlsx (nạp lại được).")],
) -> None:
    """Ghi cả đồ thị ra một tệp: cho công cụ khác, hoặc .xlsx để sửa rồi nạp lại; đủ hoặc không ghi gì."""
    from graph.settings import get_settings
    from graph.texts import t
    from queries.search import open_reader
    from reports.output import write_export

    settings = get_settings()
    with open_reader(settings) as store:
        _say(t("brief.written", file=write_export(store, to, settings)))


@app.command()
def find(
    text: str,
    kind: Annotated[str | None, typer.Option(help="Nhãn: Place, Agency, Agreement …")] = None,
    as_of: Annotated[str | None, typer.Option(help="Ngày xem, 2025-06-30.")] = None,
    limit: Annotated[int, typer.Option(help="Nhiều nhất bao nhiêu kết quả.")] = 20,
    as_json: Json = False,
) -> None:
    """Tìm theo bất kỳ cách viết nào."""
    from graph.settings import get_settings
    from graph.texts import t
    from queries.search import Searcher, open_reader, read_as_of

    with open_reader(get_settings()) as store:
        hits = Searcher.of(store).find(text, label=kind, day=read_as_of(as_of), limit=limit)
    if as_json:
        _print_json([hit.to_dict() for hit in hits])
    else:
        _print_hits(hits)
    if not hits:
        _say(t("cli.nothing_found", text=text))
        raise SystemExit(WITH_ISSUES)


def _print_hits(hits: Any) -> None:
    """A row each; the matched spelling only where it is another one than the name."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Tên", "Loại", "Từ", "Đến trước", "Mã", "Khớp với"):
        table.add_column(heading, no_wrap=heading == "Mã")
    for hit in hits:
        known = hit.to_dict()
        matched = known["matched"] if known["matched"] != known["name"] else ""
        table.add_row(*(str(known[c] or "") for c in ("name", "kind", "valid_from", "valid_to", "id")), matched)
    console = Console()
    Console(width=max(console.width, 110)).print(table)


def _question_names(incomplete: str) -> list[tuple[str, str]]:
    """Questions whose names begin so, for the shell."""
    from graph.texts import language
    from queries.catalogue import questions

    return [(name, q.title(language())) for name, q in questions().items() if name.startswith(incomplete)]


@app.command(context_settings=ANY_OPTION)
def ask(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME|TEXT", autocompletion=_question_names, help="Tên câu hỏi, rồi --THAM-SỐ GIÁ-TRỊ của nó."
        ),
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="Ngày xem, 2025-06-30.")] = None,
    form: Format = "table",
    limit: Annotated[int | None, typer.Option(min=1, help="Nhiều nhất bao nhiêu dòng; 500 nếu in ra.")] = None,
    to: Annotated[Path | None, typer.Option(help="Ghi ra tệp .csv, .xlsx, .docx hoặc .pdf.")] = None,
) -> None:
    """Hỏi bằng lời, hoặc hỏi một câu hỏi trong danh mục bằng tên của nó; không có gì thì in danh mục."""
    from graph.settings import get_settings
    from queries.ask import answer_request, read_words
    from queries.search import open_reader

    request = read_words(words or [])
    if not request.text:
        _print_catalogue(form)
        return
    limit = limit or (EVERY_ROW if to else SHOWN_ROWS)
    with open_reader(get_settings()) as store:
        if request.named:
            _give(answer_request(store, request, as_of=as_of, limit=limit), form, to, store, as_of)
        else:
            _answer_free(store, request, as_of, limit, form, to)


def _give(answer: Answer, form: str, to: Path | None, store: GraphStore, as_of: str | None) -> None:
    """Print an answer, or write it into a file."""
    from graph.errors import QueryError
    from graph.settings import get_settings
    from graph.texts import t
    from loaders.tables import write_whole
    from queries.search import Searcher, read_as_of
    from reports.answer_files import FORMS, answer_file

    if to is None:
        _print_answer(answer, form)
        return
    kind = to.suffix.lower().removeprefix(".")
    if kind not in FORMS:
        raise QueryError.say("ask.no_form", file=to, known=", ".join(f".{one}" for one in FORMS))
    organisation = get_settings().organisation
    write_whole(to, answer_file(answer, kind, Searcher.of(store).name, read_as_of(as_of), organisation))
    _say(t("ask.written", file=to, rows=len(answer.rows)))


def _answer_free(
    store: GraphStore, request: Request, as_of: str | None, limit: int, form: str, to: Path | None
) -> None:
    """The answer to plain words; exit code 1 and the nearest questions where it is not clear what they ask."""
    from graph.texts import t
    from queries.ask import answer_free, command_of, said
    from queries.search import Searcher
    from queries.understand import Suggestions

    found = answer_free(store, request, as_of=as_of, limit=limit)
    searcher = Searcher.of(store)
    if isinstance(found, Suggestions):
        lines = [f"  {said(one, searcher)}\n    {command_of(one)}" for one in found.nearest]
        _say(
            t("ask.not_understood", text=request.text, why=found.because(), near="\n".join(lines))
            if lines
            else t("ask.nothing_near")
        )
        if form == "json":
            _print_json(found.to_json())
        raise SystemExit(WITH_ISSUES)
    meant, answer = found
    if form == "json" and to is None:
        _print_json({"understood": meant.to_json(), "answer": answer.to_json()})
        return
    _say(f"{t('ask.understood', said=said(meant, searcher))}\n  {command_of(meant)}")
    _give(answer, form, to, store, as_of)


def _print_catalogue(form: str) -> None:
    from queries.ask import catalogue_flat, catalogue_json
    from reports.terminal import csv_text, print_catalogue

    if form == "json":
        _print_json(catalogue_json())
    elif form == "csv":
        typer.echo(csv_text(*catalogue_flat()), nl=False)
    else:
        print_catalogue()


def _print_answer(answer: Answer, form: str) -> None:
    from reports.terminal import csv_text, print_answer, remarks

    if form == "json":
        _print_json(answer.to_json())
    elif form == "csv":
        typer.echo(csv_text(*answer.flat()), nl=False)
        for sentence in remarks(answer):
            _say(sentence)
    else:
        print_answer(answer)


@app.command()
def cypher(
    text: Annotated[str, typer.Argument(help="Một câu Cypher chỉ đọc.")],
    param: Annotated[list[str] | None, typer.Option(help="Tham số tên=giá trị; có thể lặp lại.")] = None,
    form: Format = "table",
    limit: Annotated[int | None, typer.Option(help="Nhiều nhất bao nhiêu dòng.")] = None,
    timeout: Annotated[float | None, typer.Option(help="Chạy nhiều nhất bao nhiêu giây.")] = None,
) -> None:
    """Chạy một câu Cypher chỉ đọc."""
    from graph.settings import get_settings
    from graph.texts import t
    from queries.adhoc import read_params, run_cypher
    from queries.guard import guard
    from queries.search import open_reader
    from reports.terminal import csv_text, print_texts

    guard(text)
    params = read_params(param or [])
    with open_reader(get_settings()) as store:
        answer = run_cypher(store, text, params, limit=limit, seconds=timeout)
    if form == "json":
        _print_json(answer.to_json())
    elif form == "csv":
        typer.echo(csv_text(answer.columns, answer.flat()), nl=False)
    else:
        print_texts(answer.columns, answer.flat())
    if answer.truncated:
        _say(t("guard.cut", rows=len(answer.rows)))


@app.command()
def analyse(
    measure: Annotated[str | None, typer.Argument(help="Phép đo; không có thì in danh mục.")] = None,
    projection: Annotated[Literal["places", "agencies", "topics"], typer.Option(help="Mạng lưới nào.")] = "places",
    as_of: Annotated[str | None, typer.Option(help="Ngày xem tên gọi, 2025-06-30.")] = None,
    country: Annotated[str | None, typer.Option(help="Chỉ các mối hợp tác của một nước.")] = None,
    topic: Annotated[str | None, typer.Option(help="Chỉ về một lĩnh vực và các lĩnh vực hẹp hơn.")] = None,
    year: Annotated[int | None, typer.Option(help="Chỉ thỏa thuận còn hiệu lực, việc nêu trong năm ấy.")] = None,
    form: Format = "table",
) -> None:
    """Đo mạng lưới hợp tác: ai là đầu mối, ai làm cầu nối, ai chung đối tác mà chưa hợp tác."""
    from analysis.measures import MEASURES, apply, named
    from analysis.projection import Scope, project
    from graph.settings import get_settings
    from graph.texts import t
    from queries.search import open_reader
    from reports.terminal import csv_text, print_texts

    if measure is None:
        print_texts(["", "", ""], [[one.key, one.title, one.means] for one in MEASURES.values()])
        return
    dated, scope = named(measure).dated, Scope(country, topic, year)
    with open_reader(get_settings()) as store:
        result = apply(measure, project(store, projection, as_of=as_of, scope=scope, years=dated))
    if form == "json":
        _print_json(result.to_json())
        return
    _say(f"{result.measure.title}. {result.measure.means}")
    if form == "csv":
        typer.echo(csv_text(result.measure.columns, result.flat()), nl=False)
    else:
        print_texts(result.headings(), result.flat())
    for sentence in (*result.remarks, t("analysis.source", source=result.measure.source)):
        _say(sentence)


@app.command()
def check(as_json: Json = False) -> None:
    """Kiểm tra chất lượng dữ liệu: từng quy tắc, số chỗ, ai sửa, sửa thế nào."""
    from graph.settings import get_settings
    from graph.texts import language
    from queries.quality import check as try_rules
    from queries.search import open_reader
    from reports.findings import print_findings

    with open_reader(get_settings()) as store:
        findings = try_rules(store, lang=language())
    if as_json:
        _print_json([finding.to_json() for finding in findings])
    else:
        print_findings(findings)
    raise SystemExit(WITH_ISSUES if any(finding.count for finding in findings) else GOOD)


@app.command()
def schema(as_json: Json = False) -> None:
    """In mô hình dữ liệu: nhãn, quan hệ, bảng."""
    from graph.dictionary import dictionary
    from graph.dictionary import schema as describe

    if as_json:
        _print_json(describe())
    else:
        typer.echo(dictionary())


@app.command()
def template(file: Path) -> None:
    """Ghi một tệp XLSX trống đúng mẫu."""
    from graph.texts import t
    from loaders.book import write_template

    write_template(file)
    _say(t("cli.written", file=file))


@app.command()
def backup(file: Path) -> None:
    """Ghi dữ liệu của bạn (bảng, cài đặt, sổ nạp) vào một tệp zip."""
    from graph.settings import get_settings
    from graph.texts import t
    from loaders.backup import write_backup

    count = write_backup(get_settings(), file)
    _say(t("cli.backed_up", count=count, file=file))


@app.command()
def restore(
    file: Path, yes: Annotated[bool, typer.Option("--yes", help="Thay dữ liệu hiện có mà không hỏi.")] = False
) -> None:
    """Lấy lại dữ liệu từ một tệp zip rồi nạp."""
    from graph.settings import get_settings
    from graph.texts import t
    from loaders.backup import read_backup, restore_backup

    settings = get_settings()
    names = read_backup(file)
    _say(t("cli.restoring", count=len(names), home=settings.home))
    if not yes and not (sys.stdin.isatty() and typer.confirm(t("cli.replace"), err=True)):
        raise SystemExit(REFUSED)
    restore_backup(settings, file)
    get_settings.cache_clear()
    _finish_load(_load(get_settings()), as_json=False, show=False)


@db.command()
def start() -> None:
    """Khởi động bộ máy kèm theo."""
    from graph.texts import t

    endpoint = _engine().start()
    _say(t("cli.db_started", uri=endpoint.uri))


@db.command()
def stop() -> None:
    """Dừng bộ máy kèm theo."""
    from graph.texts import t

    _say(t("cli.db_stopped" if _engine().stop() else "cli.db_not_running"))


def _engine() -> EmbeddedEngine:
    from graph.errors import SettingsError
    from graph.model import model_hash
    from graph.settings import get_settings
    from graph.store import embedded_engine
    from graph.texts import t

    settings = get_settings()
    if settings.neo4j_uri:
        raise SettingsError(t("cli.db_is_neo4j", uri=settings.neo4j_uri), t("cli.db_is_neo4j_next"))
    return embedded_engine(settings, model_hash())


@db.command()
def status(
    as_json: Json = False,
    reader: Annotated[bool, typer.Option("--reader", help="Kèm tài khoản chỉ đọc cho công cụ bên ngoài.")] = False,
) -> None:
    """Xem bộ máy nào đang chạy, ở địa chỉ nào."""
    from graph.model import model_hash
    from graph.settings import get_settings
    from graph.store import reader_account
    from graph.store import status as store_status

    settings = get_settings()
    found = store_status(settings, model_hash())
    if reader and not settings.neo4j_uri:
        _engine().start()
        found = store_status(settings, model_hash())
    if reader and (not settings.neo4j_uri or settings.neo4j_reader_username):
        found["reader"] = reader_account(settings, model_hash())
    if as_json:
        _print_json(found)
        return
    for name, value in found.items():
        typer.echo(f"{name}: {value}")


if __name__ == "__main__":
    main()
