import java.util.EnumSet;
import java.util.Properties;
import javax.servlet.DispatcherType;
import org.apache.solr.servlet.CoreContainerProvider;
import org.apache.solr.servlet.SolrDispatchFilter;
import org.eclipse.jetty.rewrite.handler.RedirectRegexRule;
import org.eclipse.jetty.rewrite.handler.RewriteHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;

/**
 * Starts Solr from its jars inside Jetty, since its archive is not on the package registry: with what its jetty.xml and
 * web.xml name, and without its pages. Arguments: the server's folder, address and port.
 */
final class LabSolr {
  public static void main(String[] arguments) throws Exception {
    System.setProperty("solr.solr.home", arguments[0]);
    System.setProperty("solr.install.dir", arguments[0]);
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(arguments[1]);
    connector.setPort(Integer.parseInt(arguments[2]));
    server.addConnector(connector);

    ServletContextHandler context =
        new ServletContextHandler(server, "/solr", ServletContextHandler.SESSIONS);
    context.setAttribute(SolrDispatchFilter.PROPERTIES_ATTRIBUTE, new Properties());
    context.addEventListener(new CoreContainerProvider());
    context.addFilter(SolrDispatchFilter.class, "/*", EnumSet.of(DispatcherType.REQUEST));

    RewriteHandler toPages = new RewriteHandler();
    toPages.addRule(new RedirectRegexRule("^/$", "/solr/"));
    toPages.setHandler(context);
    server.setHandler(toPages);
    server.start();
    server.join();
  }
}
