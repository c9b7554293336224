"""folds.py LABELS WORDINGS FOUND: what of the records of FOUND is right."""

import csv
import json
import os
import sys

HARD = {'inactive', 'address-does-not-exist', 'domain-does-not-exist',
        'relay-error', 'invalid-email'}


def read_labels(labels, wordings):
    """From the id of a mail to its categories, the best first, and its row."""
    with open(labels, encoding='utf-8') as lines:
        ids = [json.loads(line) for line in lines]
    with open(wordings, encoding='utf-8') as table:
        rows = list(csv.DictReader(table, delimiter='\t',
                                   quoting=csv.QUOTE_NONE))
    return {label['id']: ([label['recipients'][0]['category']]
                          + label['recipients'][0]['also'], row)
            for label, row in zip(ids, rows)}


def main():
    labels = read_labels(sys.argv[1], sys.argv[2])
    counts = dict.fromkeys(
        'rows right others others_right spoke spoke_right wrongly_hard '
        'likeness likeness_right'.split(), 0)
    with open(sys.argv[3], encoding='utf-8') as lines:
        for record in map(json.loads, lines):
            name = os.path.basename(record['source'])[:-len('.eml')]
            good, row = labels[name]
            right = record['category'] in good
            spoke = record['category'] != 'unknown'
            other = row['lang'] != 'en'
            like = record['evidence'].startswith('like:')
            counts['rows'] += 1
            counts['right'] += right
            counts['others'] += other
            counts['others_right'] += other and right
            counts['spoke'] += spoke
            counts['spoke_right'] += spoke and right
            counts['likeness'] += like
            counts['likeness_right'] += like and right
            counts['wrongly_hard'] += (record['category'] in HARD
                                       and not HARD & set(good))
            if not right:
                print('miss', name, good[0], record['category'],
                      record['confidence'], record['evidence'],
                      row['reply'][:90], sep='\t')
    print(' '.join(f'{key}={value}' for key, value in counts.items()))
    for key, of in (('right', 'rows'), ('others_right', 'others'),
                    ('spoke_right', 'spoke'),
                    ('likeness_right', 'likeness')):
        print(f'{key} {100 * counts[key] / max(1, counts[of]):.1f} %')


if __name__ == '__main__':
    main()
