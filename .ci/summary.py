#!/usr/bin/env python3
"""summary.py BUILD_STATUS DIRECTORY...

Adds up the XML reports of surefire and failsafe and what the rigs said, names what was skipped, what failed and what took long,
and ends with the line "N passed, N failed" or "N passed, N failed, N skipped". A skip counts as a failure unless its reason begins
as SkippedTests.java has it: only what the machine truly cannot do may be skipped.
"""

import glob
import os
import re
import sys
import xml.etree.ElementTree

MACHINE_CANNOT = "this machine cannot: "
SLOW_SECONDS = 5


def cases(directories):
    for directory in directories:
        for report in sorted(glob.glob(os.path.join(directory, "TEST-*.xml"))):
            yield from xml.etree.ElementTree.parse(report).getroot().iter("testcase")


def rigs(directories):
    """Of each rig how much passed, and what failed."""
    for directory in directories:
        for report in sorted(glob.glob(os.path.join(directory, "*.rig"))):
            name = os.path.splitext(os.path.basename(report))[0]
            with open(report, encoding="utf-8", errors="replace") as file:
                text = file.read()
            failed = ["%s: %s" % (name, what) for what in re.findall("^FAILED +(.*)", text, re.MULTILINE)]
            end = re.search("^([0-9]+) passed, [0-9]+ failed\nexit status ([0-9]+)$", text.strip(), re.MULTILINE)
            if not failed and (end is None or end.group(2) != "0"):
                failed.append(name + ": the rig did not end well")
            yield int(end.group(1)) if end else 0, failed


def reason(skipped):
    """Of a disabled test in the attribute, of one that aborted in the first line of the stack trace."""
    lines = (skipped.get("message") or skipped.text or "").strip().splitlines()
    return lines[0] if lines else "no reason given"


def main():
    build, directories = int(sys.argv[1]), sys.argv[2:]
    passed, failed, skipped, slow = 0, [], [], []
    for case in cases(directories):
        name = "%s.%s" % (case.get("classname", "").split(".")[-1], case.get("name"))
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(name)
        elif skip is None:
            passed += 1
        elif MACHINE_CANNOT in reason(skip):
            skipped.append("%s: %s" % (name, reason(skip)))
        else:
            failed.append("%s was skipped: %s" % (name, reason(skip)))
        seconds = float((case.get("time") or "0").replace(",", ""))
        if seconds >= SLOW_SECONDS:
            slow.append((seconds, name))
    if build != 0 and not failed:
        failed.append("the build, with exit status %d" % build)
    if build == 0 and passed == 0:
        failed.append("the build ran no test")
    for passed_there, failed_there in rigs(directories):
        passed += passed_there
        failed.extend(failed_there)

    print()
    for seconds, name in sorted(slow, reverse=True):
        print("slow: %5.1f s %s" % (seconds, name))
    for line in skipped:
        print("skipped: " + line)
    for line in failed:
        print("failed: " + line)
    counts = "%d passed, %d failed" % (passed, len(failed))
    print(counts + (", %d skipped" % len(skipped) if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
