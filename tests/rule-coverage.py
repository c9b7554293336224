#!/usr/bin/env python3
"""rule-coverage.py RULES EXPLAINED EVIDENCE UNREACHED UNCOVERED WORDS

RULES is what `bouncecat --list-rules` prints, EXPLAINED what `bouncecat
--explain` says of all fixtures and replies, EVIDENCE the field of that name of
the same failures.  Writes sorted lists.
UNREACHED: the rules that decided none of these, by category and example.
WORDS: the alternatives that stand neither in the example of a rule that uses
them nor in the words by which such a rule decided, each with where it stands:
the name of its class, or the rule's example.  UNCOVERED: how many of these
stand where.

Texts are folded as src/text/fold does, but roughly: an alternative that only
the program finds in a text is one too many on the list, never one too few.
"""
import collections
import pathlib
import re
import sys
import unicodedata

DECIDED = re.compile(r'decided are the words ".*?" \(rule built-in:(\d+)\)')
# What src/text/fold-contractions takes apart: {"doesnt": "does"}.
CONTRACTIONS = dict(re.findall(
    r'\{ "(\w+)", "(\w+)" \}',
    pathlib.Path(__file__).parent.joinpath(
        '../src/text/fold-contractions.c').read_text(encoding='utf-8')))
SPACELESS = re.compile('[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff'
                       '\uac00-\ud7af]')


def fold(text):
    """The words of a text, a space around each; stars stay."""
    text = unicodedata.normalize('NFKD', text.lower())
    text = ''.join(c for c in text if not unicodedata.combining(c))
    text = text.replace('ß', 'ss').replace('ø', 'o').replace('ł', 'l')
    text = re.sub("['`´‘’]", '', text.replace('đ', 'd').replace('ı', 'i'))
    text = re.sub(r'[^\w*]+', ' ', text)
    if SPACELESS.search(unicodedata.normalize('NFC', text)):
        return text.replace(' ', '')
    words = [f'{CONTRACTIONS[word]} not' if word in CONTRACTIONS else word
             for word in text.split()]
    return ' ' + ' '.join(words) + ' '


def holds(text, wording):
    """Whether the folded TEXT has the words of WORDING."""
    wording = fold(wording)
    if not wording.startswith(' '):
        return wording.replace('*', '') in text.replace(' ', '')
    pattern = re.escape(wording).replace(r'\ \*', r'\ \S*')
    return re.search(pattern.replace(r'\*\ ', r'\S*\ '), text) is not None


def expand(wording, classes):
    """WORDING, with each alternative of the classes in it."""
    found = ['']
    for word in wording.split():
        words = classes.get(word, [word]) if word[0] == '$' else [word]
        if word[0] == '$':
            words = [w for one in words for w in expand(one, classes)]
        found = [f'{left} {right}' for left in found for right in words]
    return found


def classes_of(words, classes, seen):
    """The names of the classes that WORDS use, and those that these use."""
    for name in re.findall(r'\$[\w-]+', words):
        if name not in seen:
            seen.add(name)
            for wording in classes.get(name, []):
                classes_of(wording, classes, seen)
    return seen


def read_rules(path):
    """{line: (category, words, example)} and {class: its alternatives}."""
    rules, classes = {}, {}
    with open(path, encoding='utf-8') as lines:
        for number, line in enumerate(lines, 1):
            columns = line.rstrip('\n').split('\t')
            if line[0] == '$':
                classes.setdefault(columns[0], []).extend(
                    one.strip() for one in columns[1].split('|'))
            elif line[0] != '@':
                rules[number] = (columns[0], columns[2], columns[3])
    return rules, classes


def uncovered(rules, classes, texts):
    """Yields where it stands and what for each alternative in no text."""
    of_class = {}
    for number, (_, words, example) in rules.items():
        for name in classes_of(words, classes, set()):
            of_class.setdefault(name, []).extend(texts[number])
        for braces in re.findall(r'\{(.*?)\}', words):
            for one in braces.split('|'):
                if not any(holds(text, wording)
                           for wording in expand(one, classes)
                           for text in texts[number]):
                    yield example, one.strip()
    for name, wordings in classes.items():
        for one in wordings:
            if not any(holds(text, wording)
                       for wording in expand(one, classes)
                       for text in of_class.get(name, [])):
                yield name, one


def decisions(explained, evidence):
    """Yields the rule's number and the words, folded, of each failure that a
    rule decided."""
    blocks = re.split(r'\n(?=\S)', explained)
    fields = evidence.splitlines()
    if len(blocks) != len(fields):
        sys.exit(f'{len(blocks)} explanations of {len(fields)} failures')
    for block, field in zip(blocks, fields):
        decided = DECIDED.search(re.sub(r'\s+', ' ', block))
        if decided:
            yield int(decided[1]), field.split(': ', 1)[1]


def main():
    """Writes the two lists."""
    rules, classes = read_rules(sys.argv[1])
    texts = {number: [fold(rule[2])] for number, rule in rules.items()}
    reached = set()
    for number, words in decisions(
            *(pathlib.Path(path).read_text(encoding='utf-8')
              for path in sys.argv[2:4])):
        reached.add(number)
        texts[number].append(fold(words))
    with open(sys.argv[4], 'w', encoding='utf-8') as out:
        out.writelines(sorted(f'{rule[0]}\t{rule[2]}\n'
                              for number, rule in rules.items()
                              if number not in reached))
    lacking = sorted(set(uncovered(rules, classes, texts)))
    with open(sys.argv[5], 'w', encoding='utf-8') as out:
        counts = collections.Counter(place for place, _ in lacking)
        out.writelines(sorted(f'{place}\t{n}\n'
                              for place, n in counts.items()))
    with open(sys.argv[6], 'w', encoding='utf-8') as out:
        out.writelines(f'{place}\t{one}\n' for place, one in lacking)


main()
