package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.relief.helper.Ceiling;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import javax.management.NotificationListener;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.timer.Timer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The connection by itself, also where Jolokia does not use it today. */
class PolicyConnectionTest {
    private static final ObjectName OURS = Served.OURS;
    private static final ObjectName FOREIGN = Served.FOREIGN;
    private static final NotificationListener LISTENER = (notification, handback) -> { };
    private static final Object[] ONE = {1};
    private static final String[] INT = {"int"};

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final MBeanServerConnection operator = connection(OperationPolicy.upTo(Ceiling.ALL, "alice", "passwd --max "));
    private final MBeanServerConnection reader = connection(OperationPolicy.refused("read only"));

    private MBeanServerConnection connection(OperationPolicy operations) {
        return new PolicyConnection(server, new OpenMBeans(List.of()), operations, "somebody");
    }

    @BeforeEach
    void register() throws JMException {
        server.registerMBean(new SampleMBean(), OURS);
        server.registerMBean(new SampleMBean(), FOREIGN);
    }

    static Stream<Named<Refused>> refused() {
        return Stream.of(
                Named.of("read an attribute elsewhere", open -> open.getAttribute(FOREIGN, "Number")),
                Named.of("read attributes elsewhere", open -> open.getAttributes(FOREIGN, new String[] {"Number"})),
                Named.of("describe elsewhere", open -> open.getMBeanInfo(FOREIGN)),
                Named.of("find elsewhere", open -> open.getObjectInstance(FOREIGN)),
                Named.of("look whether it exists elsewhere", open -> open.isRegistered(FOREIGN)),
                Named.of("look what it is elsewhere", open -> open.isInstanceOf(FOREIGN, "java.lang.Object")),
                Named.of("invoke elsewhere", open -> open.invoke(FOREIGN, "tell", ONE, INT)),
                Named.of("search names elsewhere", open -> open.queryNames(FOREIGN, null)),
                Named.of("search MBeans elsewhere", open -> open.queryMBeans(new ObjectName("o*:*"), null)),
                Named.of("write an attribute", open -> open.setAttribute(OURS, new Attribute("Text", "x"))),
                Named.of("write attributes", open -> open.setAttributes(OURS, new AttributeList())),
                Named.of("create", open -> open.createMBean(Timer.class.getName(), new ObjectName("memfrag:type=Timer"))),
                Named.of("create by loader", open -> open.createMBean(Timer.class.getName(),
                        new ObjectName("memfrag:type=Timer"), OURS)),
                Named.of("create with arguments", open -> open.createMBean(Timer.class.getName(),
                        new ObjectName("memfrag:type=Timer"), new Object[0], new String[0])),
                Named.of("create by loader with arguments", open -> open.createMBean("javax.management.loading.MLet",
                        new ObjectName("memfrag:type=MLet"), OURS, new Object[0], new String[0])),
                Named.of("unregister", open -> open.unregisterMBean(OURS)),
                Named.of("listen", open -> open.addNotificationListener(OURS, LISTENER, null, null)),
                Named.of("let another MBean listen", open -> open.addNotificationListener(OURS, OURS, null, null)),
                Named.of("end listening", open -> open.removeNotificationListener(OURS, LISTENER)),
                Named.of("end filtered listening", open -> open.removeNotificationListener(OURS, LISTENER, null, null)),
                Named.of("end another MBean's listening", open -> open.removeNotificationListener(OURS, OURS)),
                Named.of("end its filtered listening", open -> open.removeNotificationListener(OURS, OURS, null, null)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void evenAnOperatorMayNot(Refused call) {
        assertThrows(SecurityException.class, () -> call.on(operator));
    }

    @Test
    void onlyOursIsSeen() throws Exception {
        assertEquals(Set.of(OURS), reader.queryNames(null, null));
        assertEquals(Set.of(OURS), reader.queryNames(new ObjectName("*:type=Sample"), null));
        assertEquals(Set.of(), reader.queryNames(new ObjectName("*:type=Other"), null));
        assertEquals(Set.of(server.getObjectInstance(OURS)), reader.queryMBeans(ObjectName.WILDCARD, null));
        assertEquals(1, reader.getMBeanCount());
        assertEquals("memfrag", reader.getDefaultDomain());
        assertArrayEquals(new String[] {"memfrag"}, reader.getDomains());
    }

    @Test
    void oursIsReadAsItIs() throws Exception {
        ObjectInstance instance = server.getObjectInstance(OURS);
        assertEquals(1, reader.getAttribute(OURS, "Number"));
        assertEquals(1, ((Attribute) reader.getAttributes(OURS, new String[] {"Number"}).get(0)).getValue());
        assertEquals(server.getMBeanInfo(OURS), reader.getMBeanInfo(OURS));
        assertEquals(instance, reader.getObjectInstance(OURS));
        assertTrue(reader.isRegistered(OURS));
        assertTrue(reader.isInstanceOf(OURS, instance.getClassName()));
    }

    @Test
    void aReaderMayInvokeWhatOnlyTells() throws Exception {
        assertEquals("told 1", reader.invoke(OURS, "tell", ONE, INT));
        SecurityException refusal = assertThrows(SecurityException.class, () -> reader.invoke(OURS, "add", ONE, INT));
        assertEquals("read only", refusal.getMessage());
    }

    @Test
    void anOperatorMayInvokeAll() throws Exception {
        assertEquals(2, operator.invoke(OURS, "add", ONE, INT));
    }

    @Test
    void anUnknownOperationIsNotFound() {
        assertThrows(ReflectionException.class, () -> operator.invoke(OURS, "nosuch", new Object[0], new String[0]));
        assertThrows(ReflectionException.class, () -> operator.invoke(OURS, "tell", new Object[0], new String[0]));
    }

    /** A call that is refused. */
    @FunctionalInterface
    interface Refused {
        void on(MBeanServerConnection connection) throws Exception;
    }
}
