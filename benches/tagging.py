#!/usr/bin/env python3
"""Dossier's tagger beside spaCy's PhraseMatcher, flashtext and pyahocorasick: the same names and text, in one run.

    python3 -m venv venv && venv/bin/pip install pyahocorasick flashtext spacy
    venv/bin/python benches/tagging.py [--text FILE] [--list FILE.list --names FILE.txt] [--rounds N]

Without `--text` it reads the project's seeds. With `--list`, a list that `dossier gazetteer compile` made, and
`--names`, its names one a line, the curated names and those of the list are searched together. Each matcher is
timed alone on one core by the time that it runs there, the best of the rounds counts, and the rounds of all alternate,
so that a busy machine is unkind to all alike. A package that is not installed is left out, with a word on it.

The others find the letters of a name wherever they stand; here their finds are cut to whole words and to the
longest, as a user would have to. "raw" is pyahocorasick without that.
"""

import argparse
import importlib.util
import json
import pathlib
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--text", default=str(ROOT / "seeds"))
    parser.add_argument("--list")
    parser.add_argument("--names")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--skip", nargs="*", default=[], help="matchers to leave out")
    parser.add_argument("--program", help="the bench as built before; without, cargo builds and runs it")
    options = parser.parse_args()

    texts = read(pathlib.Path(options.text))
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "names.txt")
        bench(options.program, ["--write-names", str(file)])
        names = set(file.read_text(encoding="utf-8").splitlines())
    if options.names:
        names.update(pathlib.Path(options.names).read_text(encoding="utf-8").splitlines())
    names = sorted(name for name in names if len(name) > 1)
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(names):,} names, {len(texts):,} texts, {size / 1e6:.2f} MB; best of {options.rounds}\n")

    matchers = {}
    for name, (package, build) in MATCHERS.items():
        if name in options.skip:
            continue
        if importlib.util.find_spec(package) is None:
            print(f"{name}: left out, `{package}` is not installed")
            continue
        started = time.perf_counter()
        matchers[name] = build(names, texts)
        print(f"{name}: made ready in {time.perf_counter() - started:.1f} s", flush=True)

    ours = ["--text", options.text, "--rounds", "2"]
    if options.list:
        ours += ["--list", options.list]
    best = {name: float("inf") for name in matchers}
    speed, report = 0.0, {}
    found = {}
    for _ in range(options.rounds):
        own = json.loads(bench(options.program, ours))
        if own["megabytes_per_s"] > speed:
            speed, report = own["megabytes_per_s"], own
        for name, match in matchers.items():
            started = time.thread_time()
            found[name] = match()
            best[name] = min(best[name], time.thread_time() - started)
    print(f"\n{'matcher':28}{'MB/s':>8}{'finds':>9}   Dossier is")
    print(f"{'Dossier':28}{speed:8.1f}{report['mentions']:9,}")
    for name, seconds in best.items():
        rate = size / seconds / 1e6
        print(f"{name:28}{rate:8.1f}{found[name]:9,}   {speed / rate:.2f} times as fast")
    print("\n" + json.dumps(report))


def read(path):
    files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    texts = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".jsonl":
            texts += [json.loads(line)["text"] for line in text.splitlines() if line.strip()]
        else:
            texts.append(text)
    return texts


def bench(program, arguments):
    cargo = ["cargo", "bench", "--quiet", "--bench", "tagging", "--"]
    command = [*([program] if program else cargo), *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip()


def pyahocorasick(names, texts):
    automaton = automaton_of(names)

    def match():
        count = 0
        for text in texts:
            covered = -1
            best = None
            for end, length in automaton.iter(text):
                start = end - length + 1
                if (start and text[start - 1].isalnum()) or text[end + 1 : end + 2].isalnum():
                    continue
                if best and start <= best[0] and end >= best[1]:
                    best = (start, end)
                elif start > covered:
                    count += best is not None
                    best = (start, end)
                else:
                    continue
                covered = best[1]
            count += best is not None
        return count

    return match


def pyahocorasick_raw(names, texts):
    automaton = automaton_of(names)
    return lambda: sum(sum(1 for _ in automaton.iter(text)) for text in texts)


def automaton_of(names):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, len(name))
    automaton.make_automaton()
    return automaton


def flashtext(names, texts):
    from flashtext import KeywordProcessor

    keywords = KeywordProcessor(case_sensitive=True)
    for name in names:
        keywords.add_keyword(name)
    return lambda: sum(len(keywords.extract_keywords(text)) for text in texts)


def phrase_matcher(names, texts):
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab)
    matcher.add("NAME", list(language.tokenizer.pipe(names)))
    documents = list(language.tokenizer.pipe(texts))
    # Its tokens are given, as ours are.
    return lambda: sum(len(matcher(document)) for document in documents)


MATCHERS = {
    "pyahocorasick": ("ahocorasick", pyahocorasick),
    "pyahocorasick, raw": ("ahocorasick", pyahocorasick_raw),
    "flashtext": ("flashtext", flashtext),
    "spaCy PhraseMatcher": ("spacy", phrase_matcher),
}

if __name__ == "__main__":
    main()
