"""Reads what a build left with programs that are not ours, and compares what they see.

    outside_readers.py OUT ONTOLOGY DOSSIER
"""
import csv
import io
import json
import subprocess
import sys

import networkx
import rdflib
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python  # needs no numpy
from pyshacl import validate

out, ontology, dossier = sys.argv[1:4]

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

def export(form):
    told = subprocess.run([dossier, "export", "--format", form, "--out", out], capture_output=True, check=True)
    return told.stdout.decode("utf-8")


graphml = networkx.parse_graphml(export("graphml"), force_multigraph=True)
gexf = networkx.read_gexf(io.BytesIO(export("gexf").encode()))
linked = networkx.node_link_graph(json.loads(export("json")), edges="edges")
nodes = {row["Id"]: row for row in csv.DictReader(io.StringIO(export("nodes")))}
edges = list(csv.DictReader(io.StringIO(export("edges"))))
forms = {"graphml": graphml, "gexf": gexf, "json": linked}
for name, graph in forms.items():
    assert graph.number_of_nodes() == len(nodes) and set(graph) == set(nodes), name
    if name != "gexf":
        assert graph.number_of_edges() == len(edges), (name, graph.number_of_edges(), len(edges))
    for node, values in graph.nodes(data=True):
        for field in ("weighted_degree", "page_rank", "betweenness", "community"):
            assert float(values[field]) == float(nodes[node][field]), (name, node, field)

# The measures again, by NetworkX: only what somebody affirms counts, an edge without order counts both ways.
degree = dict.fromkeys(nodes, 0)
directed, plain = networkx.DiGraph(), networkx.Graph()
for graph in (directed, plain):
    graph.add_nodes_from(nodes)
for row in edges:
    weight, (one, other) = int(row["weight"]), (row["Source"], row["Target"])
    degree[one] += weight
    degree[other] += weight
    if weight:
        ways = [(one, other)] if row["Type"] == "Directed" or one == other else [(one, other), (other, one)]
        for way in ways:
            before = directed.get_edge_data(*way, {"weight": 0})["weight"]
            directed.add_edge(*way, weight=before + weight)
        if one != other:
            before = plain.get_edge_data(one, other, {"weight": 0})["weight"]
            plain.add_edge(one, other, weight=before + weight)
rank = _pagerank_python(directed, alpha=0.85, tol=1e-13, max_iter=1000)
between = networkx.betweenness_centrality(plain, normalized=False)
for node, row in nodes.items():
    assert float(row["weighted_degree"]) == degree[node], node
    for field, wanted in (("page_rank", rank[node]), ("betweenness", between[node])):
        assert abs(float(row[field]) - wanted) < 1e-6, (node, field, row[field], wanted)
groups = {}
for node, row in nodes.items():
    groups.setdefault(row["community"], set()).add(node)
ours = networkx.community.modularity(plain, groups.values())
theirs = networkx.community.modularity(plain, networkx.community.louvain_communities(plain, seed=1))
assert ours > theirs - 0.05, (ours, theirs)
for row in picture["objects"]:
    if row.get("name") in nodes:
        assert row["page_rank"] == nodes[row["name"]]["page_rank"], row["name"]

print(f"{lines} quads read alike by rdflib and rapper; shapes hold; "
      f"Graphviz sees {len(picture['edges'])} edges; "
      f"NetworkX finds the same measures of {len(nodes)} entities")
