"""folds.py rules|verdicts|report FOLDER: the parts of folds.sh that are no shell.

FOLDER holds what folds.sh put there: rows (FILE:LINE and a labelled row), rules
(of --list-rules), explained (of all rows), names (FILE:LINE of a fold's rows),
some (the fold's rows), verdicts (index, category, evidence, confidence).
rules prints the rules that something outside the fold supports, verdicts a
line for a judged row, report the figures of all folds from the file found.
"""

import os
import re
import sys

HARD = {'inactive', 'address-does-not-exist', 'domain-does-not-exist',
        'relay-error', 'invalid-email'}
RULE = re.compile(r'\(rule built-in:(\d+)\)')

# Two texts that have so much of their words and pairs in common are alike.
ALIKE = 0.5


def read(folder, name):
    """The columns of a table's lines."""
    with open(os.path.join(folder, name), encoding='utf-8') as lines:
        return [line.rstrip('\n').split('\t') for line in lines]


def grams(text):
    """The words and pairs of words of a text; without its codes."""
    words = re.findall(r'[^\W\d]+', text.lower())
    return set(words) | set(zip(words, words[1:]))


def alike(one, other):
    """Whether two sets of grams are nearly the same."""
    return len(one & other) >= ALIKE * max(1, len(one | other))


def deciders(folder):
    """For each row, by number, the line of the rule that decided, or None."""
    with open(os.path.join(folder, 'explained'), encoding='utf-8') as text:
        records = re.split(r'^\S+mbox:(\d+): ', text.read(), flags=re.M)[1:]
    found = {}
    for number, said in zip(records[::2], records[1::2]):
        decided = re.sub(r'\s+', ' ', said).partition('What decided')[2]
        rule = RULE.search(decided.split('. ')[0])
        found[int(number) - 1] = rule and int(rule.group(1))
    return found


def print_rules(folder):
    """The rules without those that only the fold supports."""
    fold = {columns[0] for columns in read(folder, 'names')}
    rows = read(folder, 'rows')
    inside = [grams(row[5]) for row in rows if row[0] in fold]
    supported = {rule for number, rule in deciders(folder).items()
                 if rows[number][0] not in fold}
    for line, columns in enumerate(read(folder, 'rules'), 1):
        if columns[0][0] not in '$@' and line not in supported:
            example = grams(columns[3])
            if any(alike(example, row) for row in inside):
                continue
        print('\t'.join(columns))


def print_verdicts(folder):
    """Label, category, what decided, confidence, language, file, text and
    evidence."""
    rows = read(folder, 'some')
    for index, category, evidence, confidence in read(folder, 'verdicts'):
        row = rows[int(index) - 1]
        print(row[4].lstrip('!'), category, evidence.split(':')[0], confidence,
              row[6] if len(row) > 6 else '-', os.path.basename(row[0]), row[5],
              evidence,
              sep='\t')


def percent(rows, good):
    """How many of ROWS are GOOD, in words."""
    return f'{100 * sum(map(good, rows)) / max(1, len(rows)):.1f} % of {len(rows)}'


def report(folder):
    """The figures of all folds."""
    rows = read(folder, 'found')

    def right(row):
        return row[0] == row[1]
    files = sorted({row[5].split(':')[0] for row in rows})
    for name in ['all'] + files:
        some = [row for row in rows if name in ('all', row[5].split(':')[0])]
        others = [row for row in some if row[4] not in ('en', '-')]
        wrong = sum(row[1] in HARD and row[0] not in HARD for row in some)
        print(f'{name}: right {percent(some, right)}, in languages other than '
              f'English {percent(others, right)}; where it spoke '
              f'{percent([r for r in some if r[1] != "unknown"], right)}; '
              f'wrongly hard {wrong}')
    for by in ('text', 'status', 'reply', 'like', 'none'):
        print(f'by {by}: {percent([r for r in rows if r[2] == by], right)}')


if __name__ == '__main__':
    {'rules': print_rules, 'verdicts': print_verdicts,
     'report': report}[sys.argv[1]](sys.argv[2])
