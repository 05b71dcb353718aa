"""Arguments."""
import re
import unittest

from tests.running import CHECK, RELIEVE, judge, run


class CommandLineTest(unittest.TestCase):
    def test_wrong_arguments_are_unknown_in_one_line(self):
        for arguments, text in (
                (('--bogus',), 'unrecognized arguments: --bogus'),
                (('extra',), 'unrecognized arguments: extra'),
                (('-H', ''), "'' is not the name or address of a host"),
                (('-H', 'a b'), "'a b' is not the name or address of a host"),
                (('-H', 'http://db1/'), 'is not the name or address of a host'),
                (('-p', 'http'), "argument -p/--port: invalid number value: 'http'"),
                (('-p', '70000'), "'70000' is not from 1 to 65535"),
                (('-t', '0'), "'0' is not between 0 and 3600 seconds"),
                (('-t', 'nan'), "'nan' is not between 0 and 3600 seconds"),
                (('--path', 'jolokia'), "'jolokia' is not a path such as /jolokia/"),
                (('--path', '/a b'), 'is not a path'),
                (('--path', '/\u00fc'), 'is not a path'),
                (('--metric', 'size'), 'invalid choice'),
                (('-c', 'ten'), "threshold 'ten': write 10"),
                (('-c', ''), "threshold '': write 10"),
                (('-c', '5B'), "the unit B is not known here, use one of %"),
                (('--metric', 'failures', '-c', '5s'), 'the unit s is not known here, write a bare number'),
                (('--mode', 'thresholds'), '--mode thresholds needs -w or -c'),
                (('--mode', 'verdict', '-c', '5'), '--mode verdict uses no -w and -c'),
                (('--node', '1'), "--zone and --node need -w or -c"),
                (('--mode', 'both', '-c', '5', '--zone', 'Normal'), "--zone and --node need"),
                (('-w',), 'expected one argument')):
            with self.subTest(arguments=arguments):
                outcome = judge(None, *arguments)
                self.assertEqual(3, outcome.status)
                self.assertRegex(outcome.output, '^MEMFRAG UNKNOWN: [ -~]+$')
                self.assertIn(text, outcome.output)

    def test_wrong_arguments_reach_the_daemon_as_output_and_status(self):
        outcome = run(CHECK, '--bogus')
        self.assertEqual((3, 'MEMFRAG UNKNOWN: unrecognized arguments: --bogus; see check_memfrag --help\n', ''), outcome)

    def test_help_and_version_leave_as_unknown(self):
        for program, name in ((CHECK, 'check_memfrag'), (RELIEVE, 'memfrag_relieve')):
            for option in ('-h', '--help', '-V', '--version'):
                with self.subTest(program=name, option=option):
                    outcome = run(program, option)
                    self.assertEqual((3, ''), (outcome.status, outcome.errors))
                    self.assertIn(name, outcome.output)

    def test_the_help_explains_every_option_of_its_examples(self):
        text = run(CHECK, '--help').output
        for option in set(re.findall('--[a-z-]+', text.split('examples:')[1])):
            self.assertIn(option, text.split('examples:')[0])

    def test_the_examples_of_the_help_are_taken(self):
        text = run(CHECK, '--help').output.split('examples:')[1].split('\n\n')[0].replace('\\\n', ' ')
        examples = re.findall('check_memfrag(?: (.*))?', text)
        self.assertEqual(6, len(examples))
        for example in examples:
            with self.subTest(example=example):
                arguments = re.sub('(--ca-file|--user|--password-file) +[^ ]+|--ssl', '', example).split()
                self.assertIn('127.0.0.1', run(CHECK, *(arguments + ['-H', '127.0.0.1', '-p', '1'])).output)
