"""Thresholds in the syntax of the Monitoring Plugins guidelines."""
import math
import unittest

from tests.running import CHECK_MEMFRAG

check_memfrag = CHECK_MEMFRAG
BYTES = check_memfrag.BYTES

SYNTAX = (
    # threshold, no alert for, alert for, drawn at
    ('10', (0, 5, 10), (-1, 10.1, math.inf), '10'),
    ('10:', (10, 11, math.inf), (0, 9.9), '10'),
    ('~:10', (-5, 10), (10.1, math.inf), '10'),
    (':10', (0, 10), (-1, 11), '10'),
    ('10:20', (10, 15, 20), (9.9, 20.1), ''),
    ('@10:20', (9.9, 20.1), (10, 15, 20), ''),
    ('@10', (10.1, -1), (0, 10), ''),
    ('@~:10', (11,), (-5, 10), ''),
    ('0', (0,), (1,), '0'),
    ('0:', (0, 1), (-1,), '0'),
    ('99.5', (99.5,), (99.6,), '99.5'),
    ('-5:5', (-5, 0, 5), (-5.1, 5.1), '5'),
)


class ThresholdTest(unittest.TestCase):
    def test_alerts_outside_its_range_and_with_an_at_sign_inside(self):
        for text, quiet, alerting, _ in SYNTAX:
            threshold = check_memfrag.Range(text, {})
            for value in quiet:
                with self.subTest(threshold=text, quiet=value):
                    self.assertFalse(threshold.alerts(value))
            for value in alerting:
                with self.subTest(threshold=text, alerting=value):
                    self.assertTrue(threshold.alerts(value))

    def test_is_drawn_at_one_plain_number_or_not_at_all(self):
        for text, _, _, line in SYNTAX:
            with self.subTest(threshold=text):
                self.assertEqual(line, check_memfrag.Range(text, {}).line())

    def test_takes_the_units_of_its_metric(self):
        for text, start in (('1KiB:', 1024), ('1.5MiB:', 1572864), ('2GiB:', 2 << 30), ('7B:', 7), ('512:', 512)):
            with self.subTest(threshold=text):
                self.assertEqual(start, check_memfrag.Range(text, BYTES).start)

    def test_refuses_what_is_none(self):
        for text in ('', ':', '@', '@:', '~', '~:', '@~:', '10~', 'ten', '.', '1..5', '1e3', '-5', '5 ', '10:5', '1:2:3', '10KB',
                     '10KiB%'):
            with self.subTest(threshold=text):
                with self.assertRaisesRegex(ValueError, 'threshold'):
                    check_memfrag.Range(text, BYTES)

    def test_the_worse_of_warning_and_critical_is_the_state(self):
        both = check_memfrag.Thresholds(check_memfrag.Range('80', {}), check_memfrag.Range('95', {}))
        self.assertEqual([0, 0, 1, 1, 2], [both.state(value) for value in (0, 80, 80.1, 95, 95.1)])
        self.assertEqual(0, check_memfrag.Thresholds().state(1000))

    def test_numbers_are_plain(self):
        for number, text in ((0, '0'), (0.0001, '0'), (99.6, '99.6'), (33.33333, '33.333'), (2 ** 63 - 1, str(2 ** 63 - 1))):
            self.assertEqual(text, check_memfrag.plain(number))

    def test_names_the_threshold_that_alerts_or_those_that_hold(self):
        both = check_memfrag.Thresholds(check_memfrag.Range('80', {}), check_memfrag.Range('95', {}))
        self.assertEqual('critical above 95%', both.words(2, check_memfrag.percent))
        self.assertEqual('warning above 80%, critical above 95%', both.words(0, check_memfrag.percent))
        for text, words in (('10:20', 'outside 10 to 20'), ('@10:20', 'within 10 to 20'), ('@10', 'up to 10'),
                            ('@~:10', 'up to 10'), ('@10:', 'from 10'), ('~:10', 'above 10'), ('0:', 'below 0')):
            self.assertEqual('warning ' + words, check_memfrag.Thresholds(check_memfrag.Range(text, {})).words(
                1, check_memfrag.plain))
        below = check_memfrag.Thresholds(critical=check_memfrag.Range('128MiB:', BYTES))
        self.assertEqual('critical below 128.0 MiB', below.words(2, check_memfrag.size))
