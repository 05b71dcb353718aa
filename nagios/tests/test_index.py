"""The figures that the check computes itself, from the free blocks of a zone."""
import unittest

from tests.fake_agent import recorded
from tests.running import CHECK_MEMFRAG

check_memfrag = CHECK_MEMFRAG


def zone(name, answers):
    rows = check_memfrag.Bean('Fragmentation', recorded(answers)['memfrag:type=Fragmentation']).rows('Zones')
    return next(found for found in map(check_memfrag.Zone, rows) if str(found) == name)


class ZoneTest(unittest.TestCase):
    def test_unusable_percent_is_what_the_agent_says_at_every_order(self):
        for answers in ('fragmented', 'dropped', 'compacted', 'eight-nodes', 'pages-of-64k'):
            said = recorded(answers)['memfrag:type=Fragmentation']
            for order, percent in enumerate(said['UnusableFreePercentByOrder']):
                with self.subTest(answers=answers, order=order):
                    self.assertEqual(percent, zone(said['WorstZone'], answers).unusable_percent(order))

    def test_available_blocks_are_what_the_agent_says_at_every_order(self):
        for answers in ('fragmented', 'eight-nodes', 'pages-of-64k'):
            said = recorded(answers)['memfrag:type=Fragmentation']
            for row in said['Orders'].values():
                with self.subTest(answers=answers, order=row['order']):
                    worst = zone(said['WorstZone'], answers)
                    self.assertEqual(row['availableBlocks'], worst.available_blocks(row['order']))

    def test_a_zone_without_free_memory_is_wholly_unusable(self):
        row = {'node': 0, 'zone': 'Movable', 'watched': False, 'freeBlocks': [0, 0, 0]}
        self.assertEqual(100, check_memfrag.Zone(check_memfrag.Bean('Zones', row)).unusable_percent(0))

    def test_its_label_is_what_every_grapher_takes(self):
        row = {'node': 12, 'zone': "Nor-mal '\u00e4;", 'watched': True, 'freeBlocks': [1]}
        self.assertEqual('node12_Nor_mal____', check_memfrag.Zone(check_memfrag.Bean('Zones', row)).label())
