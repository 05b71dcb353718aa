package io.github.memfrag.cli;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.Configuration;
import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.launch.AgentLog;
import io.github.memfrag.launch.MemfragService;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code serve [KEY=VALUE,...]}: the service without a host, in this process. */
final class ServeCommand implements Command {
    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String operands() {
        return "[KEY=VALUE,...]";
    }

    @Override
    public String summary() {
        return "Serve the MBeans over HTTP and JMX from this process until Ctrl-C";
    }

    @Override
    public List<String> details() {
        return Arrays.asList(
                "KEY=VALUE are the options that -javaagent takes too; conf/memfrag.properties explains each.",
                "On a loopback address whoever reaches the port may read (http.anonymous=none ends that), on any other only users"
                        + " may (http.users). To cure over HTTP or JMX, run it as root; over HTTP this needs"
                        + " http.operations=on and a login, too.");
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>();
        options.add(Option.CONFIG);
        options.addAll(KernelView.OPTIONS);
        return options;
    }

    @Override
    public List<Example> examples() {
        return Arrays.asList(
                Example.of("serve", "serve on http://127.0.0.1:8797/jolokia/"),
                Example.of("serve port=8798,watch.order=9", "on another port, looking at huge pages"),
                Example.asRoot("serve http.operations=on,http.users=FILE",
                        "dropCaches and compaction may be started over HTTP by users of FILE"));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, IOException, InterruptedException {
        List<String> settings = KernelView.settings(arguments);
        settings.addAll(arguments.operands());
        ConfigurationReader.Result read = ConfigurationReader.read(String.join(",", settings));
        UsageException.throwIfAny(read);
        Configuration configuration = read.configuration();
        KernelView kernel = KernelView.of(configuration);
        List<String> report = new HostReport(kernel.take(), kernel, terminal.style()).lines(terminal.columns());
        AgentLog log = AgentLog.to(configuration.get(ConfigKey.LOG));
        try (MemfragService service = MemfragService.start(read, ManagementFactory.getPlatformMBeanServer(), log)) {
            report.forEach(terminal.out()::println);
            terminal.out().println();
            new ServingText(configuration, service.url(), terminal.style()).lines().forEach(terminal.out()::println);
            new CountDownLatch(1).await(); // Ctrl-C ends the process, and with it all that was started.
        }
        return ExitStatus.OK;
    }
}
