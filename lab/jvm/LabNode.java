import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * Starts a search server from its jars, since its archive is not on the package registry.
 * lab/install.sh compiles it for OpenSearch, and with the other package name for Elasticsearch 7.
 * Arguments: the server's folder, with its settings in config/lab.yml, and classes of plugins.
 */
final class LabNode extends Node {
  private LabNode(Environment environment, Collection<Class<? extends Plugin>> plugins) {
    super(environment, plugins, true);
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    Path config = home.resolve("config");
    List<Class<? extends Plugin>> plugins = new ArrayList<>();
    plugins.add(Netty4Plugin.class);
    for (int index = 1; index < arguments.length; index++) {
      plugins.add(Class.forName(arguments[index]).asSubclass(Plugin.class));
    }
    Settings settings =
        Settings.builder()
            .put("path.home", home.toString())
            .loadFromPath(config.resolve("lab.yml"))
            .build();
    new LabNode(new Environment(settings, config), plugins).start();
    Thread.currentThread().join();
  }
}
