"""The check against the Jolokia of somebody else, in the JVM our agent is in."""
import os
import subprocess

from agent import Agent
from icinga2 import free_port
from recordedkernel import RecordedKernel
from scenario import PROGRAMS

ARTIFACTS = {'jolokia-jvm-1.7.2.jar': 'org.jolokia:jolokia-jvm:1.7.2',
             'jolokia-agent-jvm-2.6.0-javaagent.jar': 'org.jolokia:jolokia-agent-jvm:2.6.0:jar:javaagent'}


def asked_through_another_jolokia(tally, jar, folder):
    for name, artifact in ARTIFACTS.items():
        place = os.path.join(folder, name)
        os.makedirs(place)
        subprocess.check_call(['mvn', '-q', '-B', 'dependency:copy', '-Dartifact=' + artifact, '-DoutputDirectory=' + place],
                              cwd=os.path.join(PROGRAMS, os.pardir))
        port = free_port()
        other = '-javaagent:%s=port=%d,host=127.0.0.1,agentContext=/other,discoveryEnabled=false' % (
            os.path.join(place, name), port)
        with RecordedKernel(os.path.join(place, 'kernel')) as kernel, Agent(jar, kernel, java_options=[other]) as agent:
            kernel.fragments(demand_fails=True)
            tally.expect_soon('agent: is CRITICAL beside ' + name, lambda: agent.read('Fragmentation', 'State') == 2)
            through_ours = check(agent.port, '/jolokia/')
            tally.expect('check: through our Jolokia', through_ours[0], 2)
            tally.expect('check: the same through ' + name, check(port, '/other/'), through_ours)


def check(port, path):
    """Exit status and first line."""
    outcome = subprocess.run([os.path.join(PROGRAMS, 'check_memfrag'), '-p', str(port), '--path', path],
                             stdout=subprocess.PIPE, text=True)
    return outcome.returncode, outcome.stdout.splitlines()[0]
