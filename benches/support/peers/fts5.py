"""Indexes headline and content of a JSON Lines file with SQLite FTS5, stemmed, in one transaction."""

import json
import sqlite3
import sys

file, target = sys.argv[1:]
base = sqlite3.connect(target)
base.executescript("pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-200000")
base.execute("create virtual table news using fts5(headline, content, tokenize='porter unicode61')")


def rows():
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article["headline"], article["content"]


base.executemany("insert into news values (?, ?)", rows())
base.commit()
