"""What the programs may be written in."""
import ast
import os
import re
import sys
import unittest

from tests.running import CHECK, PROGRAMS, RELIEVE, module

STANDARD = {'argparse', 'base64', 'configparser', 'gc', 'http.client', 'importlib.machinery', 'importlib.util', 'json', 'math',
            'os', 're', 'socket', 'ssl', 'sys', 'syslog', 'threading'}


def source(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


class LanguageTest(unittest.TestCase):
    def test_the_syntax_is_that_of_python_3_6(self):
        # Older Pythons do not know feature_version, and prove it by themselves.
        floor = {'feature_version': (3, 6)} if sys.version_info >= (3, 8) else {}
        for path in (CHECK, RELIEVE):
            ast.parse(source(path), **floor)

    def test_only_the_standard_library_is_used(self):
        for path in (CHECK, RELIEVE):
            for node in ast.walk(ast.parse(source(path))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else \
                    [node.module] if isinstance(node, ast.ImportFrom) else []
                self.assertLessEqual(set(names), STANDARD)

    def test_the_text_is_ascii(self):
        for path in (CHECK, RELIEVE):
            source(path).encode('ascii')

    def test_both_are_executable(self):
        for path in (CHECK, RELIEVE):
            self.assertTrue(os.access(path, os.X_OK))
            self.assertTrue(source(path).startswith('#!/usr/bin/python3 -IS\n'))

    def test_the_version_is_that_of_the_project(self):
        pom = source(os.path.join(PROGRAMS, '..', 'pom.xml'))
        version = re.search('<artifactId>memfrag-agent</artifactId>\\s*<version>([0-9.]+)', pom).group(1)
        self.assertEqual(version, module().VERSION)
