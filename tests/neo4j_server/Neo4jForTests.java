import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Neo4j Community with accounts, on 127.0.0.1 only: `java -cp 'lib/*' Neo4jForTests.java FOLDER PORT`. Ends at the end of its input. */
public class Neo4jForTests {
  public static void main(String[] arguments) throws Exception {
    var address = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
    var server =
        new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, address)
            .setConfig(GraphDatabaseSettings.auth_enabled, true)
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    System.out.println("ready");
    while (System.in.read() >= 0) {}
    System.exit(0);
  }
}
