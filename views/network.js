/* The network: draws what Python sends (places, outlines, colours, words), and reports what the reader does.
   It keeps no facts: Python owns selection, filter and places, and sends them again. */

const SVG = "http://www.w3.org/2000/svg";
const FONT = "'Be Vietnam Pro', 'Segoe UI', 'Noto Sans', sans-serif";
const DIMMED = { box: 0.28, line: 0.15 };
const SMALL = 0.6; /* zoom below which the reader is told how to read on */
const LARGEST = 1.1; /* zoom that fitting does not go beyond */
const LEGIBLE = 4.5; /* pixels below which text is not drawn */
const MARGIN = 18;
const ICONS = {
  fit: "M2 6V2H6M10 2H14V6M14 10V14H10M6 14H2V10M6 6H10V10H6Z",
  fullscreen: "M9 7L14 2M10 2H14V6M7 9L2 14M2 10V14H6",
  png: "M8 2V10M4.5 7L8 10.5L11.5 7M2.5 13.5H13.5",
};

const LIBRARY = Symbol.for("hoptac.vis"); /* views/network.py sends the library apart from the data, once */
const views = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".frame"), waiting = new AbortController();
  const draw = () => {
    if (!views.has(frame)) views.set(frame, new NetworkView(frame, globalThis[LIBRARY]));
    views.get(frame).show(data, setTriggerValue);
  };
  if (globalThis[LIBRARY]) draw();
  else addEventListener("hoptac-vis", draw, { once: true, signal: waiting.signal });
  return () => { waiting.abort(); views.get(frame)?.destroy(); views.delete(frame); };
}

class NetworkView {
  constructor(frame, vis) {
    this.frame = frame;
    this.vis = vis;
    this.part = (name) => frame.querySelector(`.${name}`);
    this.stage = this.part("stage");
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    frame.view = this; /* what browser tests ask where a box is on the screen */
  }

  show(data, report) {
    const known = new Set(this.nodes.getIds());
    const first = !this.network;
    if (first) performance.mark("network-data");
    Object.assign(this, { data, report, hidden: new Set(data.hidden), chosen: data.selected });
    this.boxes = new Map(data.nodes.map((node) => [node.id, { ...node, path: new Path2D(node.path) }]));
    this.styles = new Map(Object.entries(data.styles));
    this.paint = this.paint || this.theme();
    this.frame.classList.toggle("presenting", data.presenting);
    this.part("heading").textContent = data.heading;
    this.part("note").textContent = data.note;
    this.syncData();
    if (first) this.start();
    this.recolour();
    if (first || ![...this.boxes.keys()].some((id) => known.has(id))) this.fit(false);
    else if (data.nodes.some((node) => !known.has(node.id) && !this.inSight(node))) this.fit(true);
  }

  start() {
    const canvas = this.part("canvas");
    this.network = new this.vis.Network(canvas, { nodes: this.nodes, edges: this.edges }, this.data.options);
    const surface = canvas.querySelector(".vis-network");
    surface.tabIndex = 0;
    surface.setAttribute("role", "img");
    this.surface = surface;
    this.network.once("afterDrawing", () => performance.measure("network-drawn", "network-data"));
    this.network.on("click", (event) => this.click(event));
    this.network.on("doubleClick", (event) => this.expand(event));
    this.network.on("dragEnd", (event) => this.dragged(event));
    this.network.on("zoom", () => { this.moved = true; this.hint(); });
    for (const name of ["hoverNode", "hoverEdge"]) this.network.on(name, () => this.stage.classList.add("over"));
    for (const name of ["blurNode", "blurEdge"]) this.network.on(name, () => this.stage.classList.remove("over"));
    surface.addEventListener("keydown", (event) => this.key(event));
    this.tools();
    this.resizing = new ResizeObserver(() => (this.moved ? this.network.redraw() : this.fit(false)));
    this.resizing.observe(this.stage);
    /* the page's colours change without new data; the style sheet gives them a short transition that ends here */
    this.frame.addEventListener("transitionend", (event) => { if (event.target === this.frame) this.recolour(); });
    const faces = [500, 600].map((weight) => document.fonts.load(`${weight} 13px 'Be Vietnam Pro'`, "Việt 0"));
    Promise.all(faces).then(() => this.network && this.network.redraw());
  }

  destroy() {
    if (this.resizing) this.resizing.disconnect();
    if (this.network) this.network.destroy();
    this.network = null;
  }

  /* ---------------------------------------------------------------- data and colours */

  syncData() {
    const edges = new Set(this.data.edges.map((edge) => edge.id));
    this.edges.remove(this.edges.getIds().filter((id) => !edges.has(id)));
    this.nodes.remove(this.nodes.getIds().filter((id) => !this.boxes.has(id)));
    this.nodes.update(this.data.nodes.map((node) => ({
      id: node.id, x: node.x, y: node.y, label: node.label, shape: node.shape,
      title: node.title || undefined, hidden: this.isHidden(node), ctxRenderer: (at) => this.drawBox(at),
    })));
  }

  theme() {
    const { backgroundColor, color } = getComputedStyle(this.frame);
    const [r, g, b] = backgroundColor.match(/[\d.]+/g).map(Number);
    return { dark: 0.2126 * r + 0.7152 * g + 0.0722 * b < 128 ? 1 : 0, page: backgroundColor, ink: color };
  }

  colour(pair) { return pair[this.paint.dark]; }

  recolour() {
    this.paint = this.theme();
    const near = this.near();
    const lit = (edge) => !near || near.lines.has(edge.id);
    this.edges.update(this.data.edges.map((edge) => {
      const strong = near && lit(edge) ? this.paint.ink : this.colour(this.data.line);
      return {
        ...edge, title: edge.title || undefined, hidden: [edge.from, edge.to].some((id) => this.isHidden(this.boxes.get(id))),
        label: edge.label || undefined,
        font: {
          size: this.data.numberSize, face: "Be Vietnam Pro", color: this.paint.ink, background: this.paint.page, strokeWidth: 0,
          align: "horizontal",
        },
        color: { color: strong, highlight: strong, hover: this.paint.ink, opacity: lit(edge) ? 1 : DIMMED.line },
      };
    }));
    this.lit = near && near.boxes;
    this.legend();
    this.states();
    this.surface.setAttribute("aria-label", this.data.words.canvas);
    this.network.redraw();
  }

  isHidden(node) { return this.hidden.has(node.kind); }

  /* what stays bright round the chosen box or line, else along a path; null where everything does */
  near() {
    const { kind, id } = this.chosen || {};
    const around = kind === "node" ? (edge) => edge.from === id || edge.to === id : (edge) => edge.id === id;
    const edges = this.chosen ? this.data.edges.filter(around) : [];
    if (edges.length || this.boxes.has(id)) {
      const ends = edges.flatMap((edge) => [edge.from, edge.to]);
      return { lines: new Set(edges.map((edge) => edge.id)), boxes: new Set(kind === "node" ? [id, ...ends] : ends) };
    }
    const { lit } = this.data;
    return lit && { lines: new Set(lit.lines), boxes: new Set(lit.boxes) };
  }

  /* ---------------------------------------------------------------- drawing */

  drawBox({ ctx, id, x, y, state }) {
    const box = this.boxes.get(id);
    if (!box) return { drawNode() {} }; /* vis may still draw a box that is about to go */
    return { nodeDimensions: { width: box.w, height: box.h }, drawNode: () => {
      ctx.save();
      ctx.translate(x, y);
      ctx.globalAlpha = this.lit && !this.lit.has(id) ? DIMMED.box : 1;
      this.drawOutline(ctx, box, this.ring(box, state));
      if (box.size * this.network.getScale() >= LEGIBLE) this.drawText(ctx, box);
      ctx.restore();
    } };
  }

  ring(box, state) {
    if (this.chosen && this.chosen.kind === "node" && this.chosen.id === box.id) return { colour: this.paint.ink, gap: 2.5, width: 3 };
    if (state.hover) return { colour: this.paint.ink, gap: 3, width: 1.5 };
    const { ring } = this.styles.get(box.style);
    return ring && { colour: this.colour(ring), gap: 0, width: 3 };
  }

  drawOutline(ctx, box, ring) {
    const style = this.styles.get(box.style), stroke = (colour, width) => { ctx.strokeStyle = colour; ctx.lineWidth = width; ctx.stroke(box.path); };
    ctx.lineJoin = "round";
    if (box.stack) { ctx.save(); ctx.translate(4, -4); this.fillAndLine(ctx, box.path, style); ctx.restore(); }
    if (ring) {
      stroke(ring.colour, 2 * (ring.gap + ring.width));
      if (ring.gap) stroke(this.paint.page, 2 * ring.gap);
    }
    this.fillAndLine(ctx, box.path, style);
  }

  fillAndLine(ctx, path, style) {
    ctx.fillStyle = this.paint.page;
    ctx.fill(path);
    if (style.fill) { ctx.fillStyle = this.colour(style.fill); ctx.fill(path); }
    ctx.strokeStyle = this.colour(style.line);
    ctx.lineWidth = style.width;
    ctx.setLineDash(style.dash);
    ctx.stroke(path);
    ctx.setLineDash([]);
  }

  drawText(ctx, box) {
    ctx.fillStyle = this.colour(this.styles.get(box.style).ink);
    ctx.font = `${box.weight} ${box.size}px ${FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const step = box.size * this.data.lineHeight, top = (1 - box.lines.length) * step / 2 + box.size * 0.05;
    box.lines.forEach((line, index) => ctx.fillText(line, 0, top + index * step));
  }

  /* ---------------------------------------------------------------- what the reader does */

  /* reported at once: the first click of two chooses what the second expands, and a click waits for nothing */
  click(event) {
    const id = event.nodes[0] ?? event.edges[0], before = this.chosen?.id;
    this.chosen = id === undefined ? null : { kind: event.nodes.length ? "node" : "edge", id };
    this.network.unselectAll();
    this.recolour();
    if (id !== before) this.report("select", this.chosen || { kind: "", id: "" });
  }

  expand(event) {
    const id = this.network.getNodeAt(event.pointer.DOM); /* the click before it has taken the choice away */
    if (id !== undefined) this.report("expand", id);
  }

  dragged(event) {
    this.moved = true;
    const dragged = Object.entries(this.network.getPositions(event.nodes));
    this.network.unselectAll();
    for (const [id, { x, y }] of dragged) Object.assign(this.data.nodes.find((node) => node.id === id), { x, y });
    if (dragged.length) this.report("move", Object.fromEntries(dragged.map(([id, { x, y }]) => [id, [x, y]])));
  }

  toggle(kind) {
    this.hidden.has(kind) ? this.hidden.delete(kind) : this.hidden.add(kind);
    this.nodes.update(this.data.nodes.map((node) => ({ id: node.id, hidden: this.isHidden(node) })));
    this.recolour();
    this.report("filter", [...this.hidden]);
  }

  /* ---------------------------------------------------------------- zoom */

  /* vis's own fit does not know the size of a custom box before its first drawing */
  fit(animated) {
    const shown = this.data.nodes.filter((node) => !this.isHidden(node));
    if (!shown.length || !this.stage.clientWidth) return;
    const places = this.network.getPositions(shown.map((node) => node.id));
    const span = (axis, size) => {
      const low = Math.min(...shown.map((node) => places[node.id][axis] - node[size] / 2));
      return [low, Math.max(...shown.map((node) => places[node.id][axis] + node[size] / 2)) - low];
    };
    const [[left, width], [top, height]] = [span("x", "w"), span("y", "h")];
    const zoom = (foot) => Math.min((this.stage.clientWidth - 2 * MARGIN) / width, (this.stage.clientHeight - 2 * MARGIN - foot) / height, LARGEST);
    const foot = this.part("states").childElementCount || zoom(0) < SMALL ? 28 : 0, scale = zoom(foot);
    this.moved = false;
    this.network.moveTo({
      position: { x: left + width / 2, y: top + (height + foot / scale) / 2 }, scale, animation: animated && { duration: 300 },
    });
    this.hint(scale);
  }

  inSight(node) {
    const { x, y } = this.network.canvasToDOM(node);
    return x > 0 && y > 0 && x < this.stage.clientWidth && y < this.stage.clientHeight;
  }

  hint(scale = this.network.getScale()) { this.part("hint").textContent = scale < SMALL ? this.data.words.hint : ""; }

  /* arrows move the picture, plus and minus zoom, zero fits */
  key(event) {
    const { x, y } = this.network.getViewPosition(), scale = this.network.getScale(), step = 60 / scale;
    const views = {
      ArrowLeft: { position: { x: x - step, y } }, ArrowRight: { position: { x: x + step, y } },
      ArrowUp: { position: { x, y: y - step } }, ArrowDown: { position: { x, y: y + step } },
      "+": { scale: scale * 1.2 }, "-": { scale: scale / 1.2 },
    };
    if (event.key === "0") this.fit(true);
    else if (views[event.key]) this.network.moveTo(views[event.key]);
    else return;
    event.preventDefault();
    this.moved = event.key !== "0";
    this.hint();
  }

  /* ---------------------------------------------------------------- legend and buttons */

  legend() {
    const bar = this.part("legend"), focused = this.frame.getRootNode().activeElement, at = [...bar.children].indexOf(focused);
    bar.replaceChildren(...this.data.legend.map(({ kind, name, count, style, path }) => {
      const number = document.createElement("b");
      number.textContent = count;
      const button = this.button([this.swatch(style, path), name, number], () => this.toggle(kind));
      button.setAttribute("aria-pressed", String(!this.hidden.has(kind)));
      button.title = this.data.words.toggle;
      return button;
    }));
    if (at >= 0) bar.children[at]?.focus();
  }

  states() {
    this.part("states").replaceChildren(...this.data.states.map(({ name, style, path }) => {
      const entry = document.createElement("span");
      entry.append(this.swatch(style, path), name);
      return entry;
    }));
  }

  tools() {
    const actions = { fit: () => this.fit(true), fullscreen: () => this.fullscreen(), png: () => this.download() };
    this.part("tools").replaceChildren(...Object.entries(actions).map(([name, action]) => {
      const button = this.button([this.svg(16, 16, "0 0 16 16", [ICONS[name], "none", "currentColor", 1.4])], action);
      button.title = this.data.words[name];
      button.setAttribute("aria-label", this.data.words[name]);
      return button;
    }));
  }

  button(content, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...content);
    button.onclick = action;
    return button;
  }

  swatch(key, path) {
    const { ring, fill, line, dash } = this.styles.get(key);
    const marks = [[path, this.paint.page], [path, fill ? this.colour(fill) : "none", this.colour(line), 2.6, dash]];
    if (ring) marks.unshift([path, "none", this.colour(ring), 10]);
    return this.svg(19, 13, "-21 -14.4 42 28.8", ...marks);
  }

  svg(width, height, viewBox, ...marks) {
    const picture = document.createElementNS(SVG, "svg");
    Object.entries({ width, height, viewBox, "aria-hidden": "true" }).forEach(([name, value]) => picture.setAttribute(name, value));
    for (const [d, fill, stroke = "none", strokeWidth = 0, dash = []] of marks) {
      const path = document.createElementNS(SVG, "path");
      const attributes = { d, fill, stroke, "stroke-width": strokeWidth, "stroke-dasharray": dash.join(" ") };
      Object.entries(attributes).forEach(([name, value]) => path.setAttribute(name, value));
      picture.append(path);
    }
    return picture;
  }

  fullscreen() {
    if (this.frame.getRootNode().fullscreenElement) document.exitFullscreen();
    else this.frame.requestFullscreen();
  }

  /* the canvas itself is transparent */
  download() {
    const drawn = this.stage.querySelector("canvas"), sheet = document.createElement("canvas"), ctx = sheet.getContext("2d");
    sheet.width = drawn.width;
    sheet.height = drawn.height;
    ctx.fillStyle = this.paint.page;
    ctx.fillRect(0, 0, sheet.width, sheet.height);
    ctx.drawImage(drawn, 0, 0);
    const link = document.createElement("a");
    link.href = sheet.toDataURL("image/png");
    link.download = this.data.words.file;
    link.click();
  }
}
