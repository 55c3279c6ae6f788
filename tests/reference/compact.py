#!/usr/bin/env python3
"""Makes the reference files of this folder from the full records of the R packages.

    compact.py FOLDER-WITH-FULL-RECORDS

Keeps every digit: numbers are written as the shortest text that reads back to the same double.
"""
import json
import pathlib
import sys

here = pathlib.Path(__file__).parent
full = pathlib.Path(sys.argv[1])


def records(name):
    return json.loads((full / (name + ".json")).read_text())["records"]


def save(name, rows):
    """One record a line, so that a difference shows where it is."""
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
    (here / (name + ".json")).write_text("[\n" + ",\n".join(lines) + "\n]\n")


SHAPES = {
    "bin2": ["ai", "bi", "ci", "di"],
    "cont2": ["m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"],
    "prop1": ["xi", "ni"],
    "rate2": ["x1i", "t1i", "x2i", "t2i"],
    "mean1": ["mi", "sdi", "ni"],
    "rate1": ["xi", "ti"],
    "cor1": ["ri", "ni"],
    "alpha": ["ai", "mi", "ni"],
}
MEASURES = "RR OR RD PETO AS MD SMD ROM IRR IRD IRLN IR ZCOR COR PR PLO PFT MN".split()
VARIANTS = [None, "add-0.1", "add-all", "add-if0all", "add-none", "drop00"]
METHODS = "EE DL HE HS HSk SJ ML REML EB PM".split()

views = {r["view"]: r for r in records("data")}
sizes = [r for r in records("effect_sizes")]

# Study data of the views with a measure that is tested.
tested = [r for r in sizes if "yi" in r and r["measure"] in MEASURES and r.get("variant") in VARIANTS]
others = [r for r in sizes if "yi" in r and r not in tested]
used = sorted({r["view"] for r in tested + others})
save("studies", [
    {"view": v, "kind": views[v]["kind"],
     **{c: views[v]["data"][c] for c in SHAPES[views[v]["kind"]]}}
    for v in used if views[v]["kind"] in SHAPES])
save("effects", [
    {"view": r["view"], "measure": r["measure"], "variant": r.get("variant") or "", "yi": r["yi"],
     "vi": r["vi"]} for r in tested if views[r["view"]]["kind"] in SHAPES])
# The other measures, and the other formulas of the variance and of the correction of bias.
save("measures", [
    {"view": r["view"], "measure": r["measure"], "variant": r.get("variant") or "", "yi": r["yi"],
     "vi": r["vi"]} for r in others if views[r["view"]]["kind"] in SHAPES])

# Effects as plain numbers, for pooling: of the tested measures, and of any other measure where the
# likelihood has several maxima.
numbers = {}
for r in sizes:
    if "yi" in r and not r.get("variant"):
        numbers[r["view"], r["measure"]] = (r["yi"], r["vi"])
for name, view in views.items():
    if "yi" in view["data"] and "vi" in view["data"]:
        numbers[name, "GEN"] = (view["data"]["yi"], view["data"]["vi"])

groups = {}
for r in records("pooling"):
    if r["method"] not in METHODS or "error" in r or (r["view"], r["measure"]) not in numbers:
        continue
    if r["measure"] not in MEASURES + ["GEN"] and "local_maxima" not in r:
        continue
    tests = r["tests"]
    one = {"method": r["method"]}
    for key in ["tau2", "se_tau2", "tau2_independent", "I2", "H2", "QE", "QEp"]:
        if key in r:
            one[key] = r[key]
    for name, test in tests.items():
        if name == "z":
            keep = ["b", "se", "p", "lb", "ub", "pi_default", "pi_riley", "pi_t"]
        elif name == "knha":
            keep = ["se", "p", "lb", "ub", "pi_default"]
        else:
            keep = ["lb", "ub"]
        one[name] = {key: test[key] for key in keep if key in test}
    groups.setdefault((r["view"], r["measure"]), []).append(one)
rows = []
for (view, measure), fits in groups.items():
    yi, vi = numbers[view, measure]
    pairs = [(y, v) for y, v in zip(yi, vi) if y is not None and v is not None]
    rows.append({"view": view, "measure": measure, "yi": [y for y, _ in pairs],
                 "vi": [v for _, v in pairs], "fits": fits})
save("pooling", rows)

save("tau2_intervals", [
    {"view": r["view"], "measure": r["measure"], "tau2": r["qprofile_REML"]["tau2"],
     "I2": r["qprofile_REML"]["I2"]}
    for r in records("tau2_ci")
    if "tau2" in r.get("qprofile_REML", {}) and (r["view"], r["measure"]) in groups])

save("counts", [
    {key: r[key] for key in ["view", "measure", "method", "variant", "b", "se", "lb", "ub", "p",
                             "QE", "QEp", "k", "k_yi"] if key in r}
    for r in records("classic")
    if r["method"] in ("MH", "Peto") and r["measure"] in MEASURES
    and r.get("variant", "default") == "default"])

save("edge_cases", [
    {key: r[key] for key in ["case", "measure", "data", "yi", "vi", "fits"] if key in r}
    for r in records("edge_cases") if r["measure"] in MEASURES + ["GEN"] and r["case"] != "k1000"])

# Small-study effects: every view with one measure, two-by-two views with OR, RR and RD.
# `--all` keeps every record, for a check of everything (too large to be shipped).
KEPT = None if "--all" in sys.argv else 36


def effect_numbers(record):
    key = (record["view"], record["measure"])
    data = views[record["view"]]["data"]
    if key in all_sizes:
        yi, vi = all_sizes[key]
    else:
        yi, vi = data["yi"], data["vi"]
    return yi, vi


def people(data, i):
    for names in (["ai", "bi", "ci", "di"], ["n1i", "n2i"], ["ni"]):
        if all(n in data for n in names) and all(data[n][i] is not None for n in names):
            return sum(data[n][i] for n in names)
    return None


all_sizes = {(r["view"], r["measure"]): (r["yi"], r["vi"])
             for r in records("effect_sizes") if "yi" in r and not r.get("variant")}
REGTEST = ["model", "method", "predictor", "stat", "df", "p", "slope", "slope_se", "limit_est",
           "limit_lb", "limit_ub", "tau2"]
TRIMFILL = ["method", "estimator", "side_arg", "side", "k0", "se_k0", "p_k0", "b", "se", "lb", "ub",
            "p", "tau2"]
rows = []
seen = set()
for r in records("bias"):
    if KEPT and (r["view"] in seen or len(rows) >= KEPT):
        continue
    seen.add(r["view"])
    yi, vi = effect_numbers(r)
    data = views[r["view"]]["data"]
    use = [i for i in range(len(yi)) if yi[i] is not None and vi[i] is not None]
    row = {"view": r["view"], "measure": r["measure"], "yi": [yi[i] for i in use],
           "vi": [vi[i] for i in use], "ni": [people(data, i) for i in use],
           "regtest": [], "ranktest": [], "trimfill": [], "fsn": {}}
    for t in r["tests"]:
        if t["test"] == "regtest":
            row["regtest"].append([t.get(k) for k in REGTEST] + ([t["error"]] if "error" in t else []))
        elif t["test"] == "ranktest":
            row["ranktest"].append([t["tau"], t["p"]])
        elif t["test"] == "trimfill":
            row["trimfill"].append([t.get(k) for k in TRIMFILL] + ([t["error"]] if "error" in t else []))
        elif t["test"] == "fsn" and t["type"] != "General":
            row["fsn"][t["type"]] = [t["fsnum"], t["p_pooled"], t["target"], t["estimate"]]
        elif t["test"] == "tes":
            row["tes"] = [t.get(k) for k in ["O", "E", "X2", "p", "test_used", "theta"]]
    rows.append(row)
save("bias", rows)

METABIAS = ["stat", "df", "p", "bias", "se_bias", "intercept", "se_intercept", "tau2"]
rows = []
for r in records("bias_meta"):
    data = views[r["view"]]["data"]
    row = {"view": r["view"], "measure": r["measure"]}
    if "metabin" in r["call"]:
        for c in SHAPES["bin2"]:
            row[c] = data[c]
    else:
        if KEPT and len(rows) >= 90:
            continue
        yi, vi = effect_numbers(r)
        use = [i for i in range(len(yi)) if yi[i] is not None and vi[i] is not None]
        row["yi"], row["vi"] = [yi[i] for i in use], [vi[i] for i in use]
    row["tests"] = {n: [t.get(k) for k in METABIAS] for n, t in r["tests"].items()
                    if "error" not in t}
    rows.append(row)
save("bias_meta", rows)
