import java.nio.file.Path;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;

/**
 * Starts Elasticsearch 8 from its jars, as LabNode does the older ones. What listens is no longer handed over, but found
 * in `modules` of the server's folder, which is the one argument; its settings are in config/lab.yml.
 */
final class LabNode8 {
  public static void main(String[] arguments) throws Exception {
    LogConfigurator.configureESLogging();
    Path home = Path.of(arguments[0]);
    Path config = home.resolve("config");
    Settings settings =
        Settings.builder()
            .put("path.home", home.toString())
            .loadFromPath(config.resolve("lab.yml"))
            .build();
    new Node(new Environment(settings, config)).start();
    Thread.currentThread().join();
  }
}
