import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.BoltConnector.EncryptionLevel;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.configuration.ssl.SslPolicyConfig;
import org.neo4j.configuration.ssl.SslPolicyScope;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * Starts Neo4j with its Bolt listener from its jars, since its archive is not on the package registry.
 * Arguments: folder, address, port, whether it asks for a password, and a folder with private.key and
 * public.crt where it speaks TLS only.
 */
final class LabGraph {
  public static void main(String[] arguments) throws Exception {
    SocketAddress address = new SocketAddress(arguments[1], Integer.parseInt(arguments[2]));
    DatabaseManagementServiceBuilder builder =
        new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, address)
            .setConfig(GraphDatabaseSettings.auth_enabled, Boolean.parseBoolean(arguments[3]));
    if (arguments.length > 4) {
      SslPolicyConfig policy = SslPolicyConfig.forScope(SslPolicyScope.BOLT);
      builder
          .setConfig(BoltConnector.encryption_level, EncryptionLevel.REQUIRED)
          .setConfig(policy.enabled, true)
          .setConfig(policy.base_directory, Path.of(arguments[4]));
    }
    DatabaseManagementService service = builder.build();
    service.database("neo4j").executeTransactionally("CREATE (:Person {name: 'A Person'})");
    Thread.currentThread().join();
  }
}
