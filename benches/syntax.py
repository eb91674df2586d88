#!/usr/bin/env python3
"""Dossier's parser beside spaCy's blank tokenizer and sentencizer: the same text, in one run.

    python3 -m venv venv && venv/bin/pip install spacy
    cargo build --release
    venv/bin/python benches/syntax.py FILE.conllu [--dossier target/release/dossier] [--rounds N]

Dossier makes tags, lemmas and trees of its own tokens; spaCy's blank pipeline only finds tokens and the ends of
sentences. Each runs on one core, the best of the rounds counts, and the rounds alternate, so that a busy machine is
unkind to both alike.
"""

import argparse
import pathlib
import re
import subprocess
import time


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("treebank")
    parser.add_argument("--dossier", default="target/release/dossier")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()

    import spacy

    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    texts = paragraphs(pathlib.Path(options.treebank))
    ours = theirs = 0.0
    for _ in range(options.rounds):
        command = [options.dossier, "syntax", "eval", options.treebank]
        told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
        ours = max(ours, float(re.search(r"(\d+) from tokens", told).group(1)))
        started = time.perf_counter()
        words = sum(len(language(text)) for text in texts)
        theirs = max(theirs, words / (time.perf_counter() - started))
    print(f"Dossier, from tokens to trees: {ours:,.0f} words a second")
    print(f"spaCy, from text to tokens and sentences: {theirs:,.0f} words a second")
    print(f"ratio: {ours / theirs:.2f}")


def paragraphs(path):
    """The running text of a treebank, some ten sentences at a time."""
    sentences = re.findall(r"^# text = (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [" ".join(sentences[at : at + 10]) for at in range(0, len(sentences), 10)]


if __name__ == "__main__":
    main()
