import java.nio.file.Path;
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
 * Arguments: home folder, address, HTTP port, transport port.
 */
final class LabNode extends Node {
  private LabNode(Environment environment, Collection<Class<? extends Plugin>> plugins) {
    super(environment, plugins, true);
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    Settings settings =
        Settings.builder()
            .put("path.home", home.toString())
            .put("cluster.name", "nightlatch-lab")
            .put("node.name", "lab-1")
            .put("network.host", arguments[1])
            .put("http.port", arguments[2])
            .put("transport.port", arguments[3])
            .put("discovery.type", "single-node")
            .put("transport.type", "netty4")
            .put("http.type", "netty4")
            .put("node.processors", 1)
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    new LabNode(new Environment(settings, home.resolve("config")), List.of(Netty4Plugin.class))
        .start();
    Thread.currentThread().join();
  }
}
