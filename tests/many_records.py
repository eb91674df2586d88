"""Makes any number of extraction records out of a few, to measure `dossier assemble` on:

    dossier extract ARTICLES... > few.jsonl
    many_records.py few.jsonl 100000 > many.jsonl

Each copy has its own id, outlet, day of publication and ends: half of the known entities give way to others of their
type, and unlisted ones get other names. Half of the words of each sentence give way to others of their length, so that
no two copies are one text and all offsets stay right. The same arguments give the same records.
"""
import datetime
import json
import random
import sys

file, count = sys.argv[1], int(sys.argv[2])
lines = [line for line in open(file, encoding="utf-8")]
known, words = {}, {}
for record in map(json.loads, lines):
    for entity in record["entities"]:
        if entity["known"]:
            known.setdefault(entity["type"], {})[entity["id"]] = entity["label"]
    for relation in record["relations"]:
        for word in relation["sentence"].split():
            words.setdefault(len(word), set()).add(word)
known = {kind: sorted(entities.items()) for kind, entities in known.items()}
words = {length: sorted(these) for length, these in words.items()}
first = datetime.date(2011, 1, 1)


def made_name(chance):
    return " ".join(
        "".join(chance.choice("bdfghjklmnrstz") + chance.choice("aeiou") for _ in range(chance.randint(2, 4))).title()
        for _ in range(2)
    )


def other_words(sentence, chance):
    parts = sentence.split(" ")
    return " ".join(
        chance.choice(words[len(part)]) if len(part) in words and chance.random() < 0.5 else part for part in parts
    )


for number in range(count):
    chance = random.Random(number)
    record = json.loads(lines[number % len(lines)])
    old = record["doc"]
    doc = f"{old}-{number // len(lines):05}"
    ids = {}
    for entity in record["entities"]:
        own = entity["id"]
        if own.startswith(old + "/"):
            ids[own] = doc + own[len(old):]
        elif not entity["known"]:
            name = made_name(random.Random(f"{own} {chance.randrange(200)}"))
            ids[own] = f"{own.split('/')[0]}/{name.lower().replace(' ', '-')}"
            entity["label"] = name
        elif chance.random() < 0.5:
            new, label = chance.choice(known[entity["type"]])
            if new not in ids.values() and new not in {other["id"] for other in record["entities"]}:
                ids[own] = new
                entity["label"] = label
        entity["id"] = ids.get(own, own)
    record["doc"] = doc
    record["path"] = f"articles/{doc}.txt"
    record["sha256"] = f"{number:064x}"
    record["outlet"] = f"Outlet {chance.randrange(300)}"
    day = first + datetime.timedelta(days=chance.randrange(5000))
    record["published"] = day.isoformat()
    sentences = {}
    for relation in record["relations"]:
        for field in ("subject", "object", "where", "from"):
            if relation.get(field):
                relation[field] = ids.get(relation[field], relation[field])
        for source in [relation["source"], *relation["chain"]]:
            if source and source.get("entity"):
                source["entity"] = ids.get(source["entity"], source["entity"])
        sentence = relation["sentence"]
        if sentence not in sentences:
            sentences[sentence] = other_words(sentence, chance)
        relation["sentence"] = sentences[sentence]
        if relation["when"] and len(relation["when"]) == 10:
            relation["when"] = (day - datetime.timedelta(days=chance.randrange(5))).isoformat()
            relation.pop("when_end", None)
    sys.stdout.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
