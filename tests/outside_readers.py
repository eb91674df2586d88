"""Reads what a build left with programs that are not ours, and compares what they see.

    outside_readers.py OUT ONTOLOGY
"""
import json
import subprocess
import sys

import rdflib
from pyshacl import validate

out, ontology = sys.argv[1:3]

quads = {}
for form, name in (("trig", "graph.trig"), ("nquads", "graph.nq")):
    dataset = rdflib.Dataset()
    dataset.parse(f"{out}/{name}", format=form)
    quads[name] = sum(len(graph) for graph in dataset.graphs())
lines = sum(1 for _ in open(f"{out}/graph.nq", encoding="utf-8"))
rapper = subprocess.run(["rapper", "-q", "-c", "-i", "nquads", f"{out}/graph.nq"], capture_output=True, text=True)
assert rapper.returncode == 0, rapper.stderr
assert quads["graph.trig"] == quads["graph.nq"] == lines, (quads, lines)

union = rdflib.Graph()
for graph in dataset.graphs():
    union += graph
for file in ("dossier.ttl",):
    union.parse(f"{ontology}/{file}", format="turtle")
shapes = rdflib.Graph().parse(f"{ontology}/shapes.ttl", format="turtle")
conforms, _, text = validate(union, shacl_graph=shapes, advanced=False)
assert conforms, text[:4000]

picture = json.loads(subprocess.run(["dot", "-Tjson", f"{out}/graph.dot"], capture_output=True, check=True).stdout)
assert picture.get("objects") and picture.get("edges"), "the picture is empty"
print(f"{lines} quads read alike by rdflib and rapper; shapes hold; "
      f"Graphviz sees {len(picture['edges'])} edges")
