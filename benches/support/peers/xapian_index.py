"""Indexes headline and content of a JSON Lines file with Xapian, stemmed, with positions and the text kept."""

import json
import sys

import xapian

file, target = sys.argv[1:]
base = xapian.WritableDatabase(target, xapian.DB_CREATE_OR_OVERWRITE)
terms = xapian.TermGenerator()
terms.set_stemmer(xapian.Stem("en"))
with open(file, encoding="utf-8") as lines:
    for line in lines:
        article = json.loads(line)
        document = xapian.Document()
        terms.set_document(document)
        terms.index_text(article["headline"], 1, "S")
        terms.increase_termpos()
        terms.index_text(article["content"])
        document.set_data(article["headline"] + "\n" + article["content"])
        base.add_document(document)
base.commit()
base.close()
