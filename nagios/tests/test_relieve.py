"""The event handler."""
import shutil
import tempfile
import unittest

from tests.fake_agent import FakeAgent, MBeanException, Reply
from tests.running import RELIEVE, run

CRITICAL_HARD = ('--state', 'CRITICAL', '--state-type', 'HARD')


def relieve(agent, *arguments, **keywords):
    return run(RELIEVE, '-p', agent.port, *arguments, **keywords)


def operations(agent):
    return [request for bulk in agent.requests for request in bulk if request['type'] == 'exec']


class EventTest(unittest.TestCase):
    def test_alone_it_says_what_it_misses(self):
        with tempfile.TemporaryDirectory() as folder:
            outcome = run(shutil.copy(RELIEVE, folder), *CRITICAL_HARD)
        self.assertEqual(1, outcome.status)
        self.assertTrue(outcome.output.startswith('cannot load check_memfrag, which has to lie beside memfrag_relieve: '), outcome.output)
        self.assertEqual('', outcome.errors)

    def test_only_critical_and_hard_reaches_the_agent(self):
        with FakeAgent() as agent:
            for state in ('OK', 'WARNING', 'CRITICAL', 'UNKNOWN'):
                for state_type in ('SOFT', 'HARD'):
                    if (state, state_type) != ('CRITICAL', 'HARD'):
                        with self.subTest(state=state, state_type=state_type):
                            outcome = relieve(agent, '--state', state, '--state-type', state_type)
                            self.assertEqual((0, 'nothing to do at %s, %s\n' % (state, state_type)), outcome[:2])
            self.assertEqual([], agent.requests)

    def test_critical_and_hard_starts_a_relief_of_the_verdicts_order_by_compaction_only(self):
        with FakeAgent() as agent:
            outcome = relieve(agent, *CRITICAL_HARD)
            self.assertEqual(0, outcome.status)
            self.assertEqual('127.0.0.1 port %d: started relief 17 for blocks of order 4, up to compact\n' % agent.port,
                             outcome.output)
            operation, = operations(agent)
            self.assertEqual(('memfrag:type=Relief', 'startRelieve(int,java.lang.String)', [4, 'compact']),
                             (operation['mbean'], operation['operation'], operation['arguments']))

    def test_ceiling_and_order_are_the_operators(self):
        for ceiling in ('compact', 'pagecache', 'all'):
            with self.subTest(ceiling=ceiling), FakeAgent() as agent:
                relieve(agent, '--max', ceiling, '--order', '9', *CRITICAL_HARD)
                self.assertEqual([9, ceiling], operations(agent)[0]['arguments'])

    def test_a_state_as_icinga_spells_it(self):
        with FakeAgent() as agent:
            relieve(agent, '--state', 'Critical', '--state-type', 'Hard')
            self.assertEqual(1, len(operations(agent)))


class CauseTest(unittest.TestCase):
    def test_only_fragmentation_and_a_failed_allocation_are_relieved(self):
        for cause, started in (('FRAGMENTATION', True), ('ALLOCATION_FAILURE', True), ('SHORTAGE', False), ('NONE', False),
                               ('SOMETHING_NEW', False)):
            with self.subTest(cause=cause), FakeAgent() as agent:
                agent.change('Fragmentation', Cause=cause, StateReason='The reason.')
                outcome = relieve(agent, *CRITICAL_HARD)
                self.assertEqual(0, outcome.status)
                self.assertEqual(started, bool(operations(agent)))
                if not started:
                    self.assertIn('left alone, the cause is %s: The reason.\n' % cause, outcome.output)


class RefusalTest(unittest.TestCase):
    def outcome(self, *error):
        def refuse(request):
            raise MBeanException(*error)
        with FakeAgent() as agent:
            agent.operation = refuse
            return relieve(agent, *CRITICAL_HARD)

    def test_what_the_guard_says_is_told_and_no_failure(self):
        outcome = self.outcome(409, 'java.lang.IllegalStateException', 'dropped 12 min ago, wait 48 min')
        self.assertEqual(0, outcome.status)
        self.assertIn('not started, the guard of the agent says: dropped 12 min ago, wait 48 min\n', outcome.output)

    def test_a_user_who_may_not(self):
        outcome = self.outcome(403, 'java.lang.SecurityException', 'operations are off')
        self.assertEqual(1, outcome.status)
        self.assertIn('operations are off; see http.users and http.operations', outcome.output)

    def test_an_agent_that_cannot(self):
        outcome = self.outcome(400, 'java.lang.IllegalArgumentException', 'No operation startRelieve found')
        self.assertEqual(1, outcome.status)
        self.assertIn('No operation startRelieve found', outcome.output)


class TroubleTest(unittest.TestCase):
    def test_every_trouble_is_one_line_and_a_failure(self):
        for reply in (Reply(b'<html>'), Reply(status=401), Reply(b'[{}]'), Reply(b'[{"status":200,"value":{"Cause":5}}]')):
            with self.subTest(body=reply.body, status=reply.status), FakeAgent() as agent:
                agent.reply = reply
                outcome = relieve(agent, *CRITICAL_HARD)
                self.assertEqual((1, ''), (outcome.status, outcome.errors), outcome.output)
                self.assertEqual(1, outcome.output.count('\n'))

    def test_nobody_there(self):
        outcome = run(RELIEVE, '-p', '1', *CRITICAL_HARD)
        self.assertEqual((1, ''), (outcome.status, outcome.errors))
        self.assertIn('cannot connect', outcome.output)

    def test_an_agent_that_does_not_answer(self):
        with FakeAgent() as agent:
            agent.operation = lambda request: __import__('time').sleep(5)
            outcome = relieve(agent, '-t', '1', *CRITICAL_HARD)
        self.assertEqual((1, ''), (outcome.status, outcome.errors))
        self.assertIn('timed out after 1 s while waiting for the answer', outcome.output)

    def test_wrong_arguments(self):
        for arguments in ((), ('--state', 'CRITICAL'), CRITICAL_HARD + ('--max', 'everything'),
                          CRITICAL_HARD + ('--order', '99')):
            with self.subTest(arguments=arguments):
                outcome = run(RELIEVE, *arguments)
                self.assertEqual((1, ''), (outcome.status, outcome.errors))
                self.assertIn('see memfrag_relieve --help', outcome.output)

    def test_a_login_by_the_environment(self):
        with FakeAgent(login=('operator', 'secret')) as agent:
            outcome = relieve(agent, *CRITICAL_HARD, environment={'MEMFRAG_USER': 'operator', 'MEMFRAG_PASSWORD': 'secret'})
            self.assertEqual(0, outcome.status)
            self.assertEqual(1, len(operations(agent)))
