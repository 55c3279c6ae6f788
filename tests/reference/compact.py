#!/usr/bin/env python3
"""Makes the reference files of this folder from the full records of the R packages.

    compact.py FOLDER-WITH-FULL-RECORDS

Keeps every digit: numbers are written as the shortest text that reads back to the same double.
"""
import json
import math
import pathlib
import re
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

INTERVALS = {"QP": "qprofile_REML", "PL-REML": "proflik_REML", "PL-ML": "proflik_ML",
             "HT-tau2": "higgins_thompson", "GENQ": "genq_sqrtw"}
save("tau2_intervals", [
    {"view": r["view"], "measure": r["measure"], "tau2": r["qprofile_REML"]["tau2"],
     "I2": r["qprofile_REML"]["I2"],
     **{id: r[key]["tau2"] for id, key in INTERVALS.items()
        if id != "QP" and "tau2" in (r.get(key) or {})}}
    for r in records("tau2_ci")
    if "tau2" in r.get("qprofile_REML", {}) and (r["view"], r["measure"]) in groups])

# Estimators that need no more than the τ² and its error; GENQ with weights 1/√v also pools by them.
more = {}
for r in records("pooling"):
    if r["method"] not in ("PMM", "DLIT", "SJIT", "GENQ") or "error" in r:
        continue
    if (r["view"], r["measure"]) not in groups:
        continue
    one = {"method": r["method"], "tau2": r["tau2"], "se_tau2": r["se_tau2"]}
    if "tau2_independent" in r:
        one["tau2_independent"] = r["tau2_independent"]
    if r["method"] == "GENQ":
        one |= {"b": r["tests"]["z"]["b"], "se": r["tests"]["z"]["se"],
                "knha": r["tests"]["knha"]["se"], "lb": r["tests"]["knha"]["lb"],
                "ub": r["tests"]["knha"]["ub"]}
    more.setdefault((r["view"], r["measure"]), []).append(one)
save("estimators", [{"view": v, "measure": m, "fits": fits} for (v, m), fits in more.items()])

# The package meta: what it has beside metafor. Its other records repeat these numbers.
VARIANTS_OF_META = ["inverse-DL", "inverse-REML-KR", "inverse-DL-HK-adhoc-ci",
                    "inverse-DL-HK-adhoc-IQWiG6", "predict-V", "predict-HTS", "predict-HK",
                    "predict-KR", "predict-S", "SSW"]
POOLED = ["TE_random", "seTE_random", "lower_random", "upper_random", "df_random"]
PREDICTED = ["lower_predict", "upper_predict"]


def kept(variant):
    if variant.startswith("predict"):
        return PREDICTED
    if variant == "inverse-DL":
        return ["lower_tau2", "upper_tau2", "lower_I2", "upper_I2", "lower_H", "upper_H"]
    if variant == "SSW":
        return ["TE_common", "seTE_common", "seTE_random"]
    return POOLED + (PREDICTED if variant == "inverse-REML-KR" else [])


save("meta", [
    {"view": r["view"], "measure": r["sm"], "variant": r["variant"], "k": r["k"],
     "common": r["TE_common"], "tau2": r["tau2"],
     **{key: r[key] for key in kept(r["variant"]) if r.get(key) is not None}}
    for r in records("meta_package")
    if r["variant"] in VARIANTS_OF_META and (r["view"], r["sm"]) in groups])

save("corrected_counts", [
    {key: r[key] for key in ["view", "measure", "b", "se", "lb", "ub", "QE", "k_yi"] if key in r}
    for r in records("classic") if r.get("variant") == "corrected-counts" and "error" not in r])

# What else meta gives, through all of the program: analysis/meta_variants_test.cpp.
def asked_elsewhere(r):
    return r["variant"] == "subgroup" or (r["variant"] in VARIANTS_OF_META and (r["view"], r["sm"]) in groups)


ALL_OF_META = ["TE_common", "seTE_common", "lower_common", "upper_common", "TE_random", "seTE_random", "lower_random",
               "upper_random", "lower_predict", "upper_predict", "tau2", "lower_tau2", "upper_tau2", "Q", "I2",
               "lower_I2", "upper_I2", "H", "lower_H", "upper_H", "Rb"]
save("meta_variants", [
    {"view": r["view"], "measure": r["sm"], "variant": r["variant"], "k": r["k"],
     **{key: r[key] for key in ALL_OF_META if r.get(key) is not None},
     **({"studies": {key: r["studies"][key] for key in ["TE", "seTE", "lower", "upper"]}}
        if r["variant"].startswith(("ci-", "smd-", "pooledvar")) else {})}
    for r in records("meta_package")
    if not asked_elsewhere(r) and views[r["view"]]["kind"] in SHAPES])

groups_of = {"bornmann2007": "study", "konstantopoulos2011": "district", "tannersmith2016": "study"}
fits = {}
for r in records("multilevel"):
    fits.setdefault(r["view"], []).append({key: value for key, value in r.items() if key not in ("view", "call")})
save("multilevel", [
    {"view": view, "yi": views[view]["data"]["yi"], "vi": views[view]["data"]["vi"],
     "cluster": views[view]["data"][groups_of[view]],
     **({"propmale": views[view]["data"]["propmale"]} if "propmale" in views[view]["data"] else {}),
     "fits": rows} for view, rows in fits.items()])

save("edge_cases", [
    {**{key: r[key] for key in ["case", "measure", "data", "yi", "vi", "fits"] if key in r},
     **{key: r[key] for key in ["regtest", "ranktest", "trimfill", "leave1out"]
        if isinstance(r.get(key), dict) and "error" not in r[key]}}
    for r in records("edge_cases") if r["measure"] in MEASURES + ["GEN", "PAS"] and r["case"] != "k1000"])


# Meta-regression: effects and columns of the design, and of the fits what is not repeated elsewhere.
# Of the three scales of the same counts, and of the same means, one is kept each; views whose
# likelihood has several maxima are kept on all.
def design(view, moderators, yi, vi):
    columns = []
    for term in moderators.split("+"):
        factor = term.startswith("factor(")
        title = term[7:-1] if factor else term
        columns.append((title, factor, view["data"][title]))
    rows = [i for i in range(len(yi)) if yi[i] is not None and vi[i] is not None
            and all(c[2][i] is not None for c in columns)]
    names, X = [], []
    for title, factor, cells in columns:
        if not factor:
            names.append(title)
            X.append([cells[i] for i in rows])
            continue
        for level in sorted({str(cells[i]) for i in rows})[1:]:
            names.append(title + level)
            X.append([1 if str(cells[i]) == level else 0 for i in rows])
    return names, X, [yi[i] for i in rows], [vi[i] for i in rows]


several = ["fleiss1993bin", "olkin1995", "chiarito2020.mi", "lau1992"]
regressions = {}
for r in records("metareg"):
    if "error" in r or "moderators" not in r or (r["view"], r["measure"]) not in numbers:
        continue
    if r["measure"] in ("RR", "ROM", "PFT") and r["view"] not in several:
        continue
    key = r["view"], r["measure"], r["moderators"]
    if key not in regressions:
        names, X, yi, vi = design(views[r["view"]], r["moderators"], *numbers[key[:2]])
        if min(vi) <= 0:
            continue
        regressions[key] = {"view": key[0], "measure": key[1], "moderators": key[2], "names": names,
                            "X": X, "yi": yi, "vi": vi, "fits": []}
    keep = ["method", "test", "coef_names", "b", "se", "tau2", "QM"]
    if r["test"] == "z":
        keep += ["se_tau2", "R2"]
    if r["method"] in ("EE", "REML"):
        keep += ["p", "lb", "ub", "QMp", "I2", "H2", "QE", "QEp"]
    if r["method"] == "REML" and r["test"] == "z":
        keep += ["hat", "vcov"]
    regressions[key]["fits"].append({name: r[name] for name in keep if r.get(name) is not None})
save("regressions", list(regressions.values()))

save("permutations", [
    {"view": r["view"], "measure": r["measure"], "method": r["method"],
     "yi": [y for y in numbers[r["view"], r["measure"]][0] if y is not None],
     "vi": [v for v in numbers[r["view"], r["measure"]][1] if v is not None],
     "p": r["p_perm"]}
    for r in records("permutest") if (r["view"], r["measure"]) in numbers])


# Sensitivity analyses of one measure a view with at most 20 studies. metafor sorts by `order` as if it
# were a variable, so the order of the studies is that of its values.
SENSITIVITY = {
    "leave1out_EE": ["b", "Q", "I2"],
    "leave1out_DL": ["b", "lb", "tau2"],
    "leave1out_REML": ["b", "se", "p", "tau2", "I2"],
    "leave1out_REML_knha": ["lb", "ub"],
    "cumul_EE": ["order", "b"],
    "cumul_DL": ["order", "tau2"],
    "cumul_REML": ["order", "b", "se"],
    "influence_REML": ["rstudent", "dffits", "cook_d", "cov_r", "hat", "dfbetas", "is_infl"],
    "rstandard_REML": ["z"],
    "blup_REML": ["pred", "se"],
    "baujat_REML": ["x", "y"],
}
every = "--all" in sys.argv
rows, seen = [], set()
for r in records("sensitivity"):
    if "leave1out_EE" not in r or (r["view"] in seen and not every):
        continue
    yi, vi = numbers[r["view"], r["measure"]]
    pairs = [(i, y, v) for i, (y, v) in enumerate(zip(yi, vi)) if y is not None and v is not None]
    if len(pairs) > 20 and not every:
        continue
    seen.add(r["view"])
    place = {i + 1: n for n, (i, _, _) in enumerate(pairs)}
    row = {"view": r["view"], "measure": r["measure"], "yi": [y for _, y, _ in pairs],
           "vi": [v for _, _, v in pairs]}
    for part, keys in SENSITIVITY.items():
        row[part] = {key: r[part][key] for key in (r[part] if every else keys)}
        if "order" in keys:
            ranks = [place[i] for i in r[part]["order"] if i in place]
            row[part]["order"] = sorted(range(len(ranks)), key=ranks.__getitem__)
    rows.append(row)
save("sensitivity", rows)

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

rows = {}
for r in records("selmodel"):
    call = r["call"]
    steps = re.search(r"steps=(?:c\(([^)]*)\)|([\d.]+))", call)
    fixed = re.search(r"delta=c\(([^)]*)\)", call)
    yi, vi = effect_numbers(r)
    use = [i for i in range(len(yi)) if yi[i] is not None and vi[i] is not None]
    row = rows.setdefault((r["view"], r["measure"]), {
        "view": r["view"], "measure": r["measure"], "yi": [yi[i] for i in use],
        "vi": [vi[i] for i in use], "fits": []})
    one = {"type": re.search(r'type="(\w+)"', call).group(1), "alternative": r["alternative"]}
    if steps:
        one["steps"] = [float(x) for x in (steps.group(1) or steps.group(2)).split(",")]
    if fixed:
        one["fixed"] = [float(x) for x in fixed.group(1).split(",")]
    for key in ["b", "se", "tau2", "se_tau2", "delta", "se_delta", "LRT", "ll", "ll0"]:
        if key in r and not (fixed and key in ("delta", "se_delta")):
            one[key] = r[key]
    row["fits"].append(one)
save("selection", list(rows.values()))

# Models of counts: fits of the studies above by one rule of quadrature. The models with random levels
# are left out, because the peer has them by Laplace's approximation only.
save("glmm", [
    {"view": r["view"], "measure": r["measure"], "model": r.get("model") or "", "method": r["method"],
     **{key: r[key] for key in ["b", "se", "tau2", "QE_LRT", "ll"] if r.get(key) is not None}}
    for r in records("glmm")
    if "error" not in r and "nAGQ" not in r["call"] and r.get("model") != "UM.RS"
    and len(next(iter(views[r["view"]]["data"].values()))) <= 25])

# Subgroups: effects with the text of the group, and what metafor (a fit for each level, then the test
# between them) and meta (with separate and with common τ²) give.
by_variant = {(r["view"], r["measure"], r.get("variant") or ""): r for r in sizes if "yi" in r}
rows = []


def grouped(view, column, effects):
    keep = [i for i, (y, v) in enumerate(zip(effects["yi"], effects["vi"])) if y is not None and v is not None]
    return {"group": [str(views[view]["data"][column][i]) for i in keep],
            "yi": [effects["yi"][i] for i in keep], "vi": [effects["vi"][i] for i in keep]}


def given_effects(view, measure, variant):
    data = views[view]["data"]
    if "yi" in data:
        return {"yi": data["yi"], "vi": data["vi"]}
    return by_variant.get((view, measure, variant)) or by_variant.get((view, measure, ""))


def risk_ratios_of_meta(view):
    """meta adds 0.5 once, not 1, to the sizes of the groups of a table with a zero (RR.Cochrane = FALSE)."""
    data, y, v = views[view]["data"], [], []
    for a, b, c, d in zip(data["ai"], data["bi"], data["ci"], data["di"]):
        if a + c == 0 or b + d == 0:
            y.append(None), v.append(None)
            continue
        add = 0.5 if 0 in (a, b, c, d) else 0
        e, m, n1, n2 = a + add, c + add, a + b + add, c + d + add
        y.append(math.log(e / n1) - math.log(m / n2))
        v.append(1 / e - 1 / n1 + 1 / m - 1 / n2)
    return {"yi": y, "vi": v}


for r in records("metareg"):
    if "Qb" in r:
        rows.append({"by": "metafor", "view": r["view"], "measure": r["measure"], "method": r["method"],
                     **grouped(r["view"], r["subgroup"], given_effects(r["view"], r["measure"], "")),
                     "levels": {name: {key: level[key] for key in ["k", "b", "se", "tau2", "I2", "QE"] if key in level}
                                for name, level in r["levels"].items()},
                     "Qb": r["Qb"], "Qb_p": r["Qb_p"]})
for r in records("meta_package"):
    if r["variant"] != "subgroup":
        continue
    column = re.search(r"subgroup=(\w+)", r["call"]).group(1)
    variant = {"OR": "drop00", "RR": "drop00", "SMD": "vtype-UB"}.get(r["sm"], "")
    effects = risk_ratios_of_meta(r["view"]) if r["sm"] == "RR" else given_effects(r["view"], r["sm"], variant)
    rows.append({"by": "meta", "view": r["view"], "measure": r["sm"],
                 "method": "REML", "common_tau2": "commontau" in r["id"],
                 **grouped(r["view"], column, effects),
                 "levels": {name: {"k": r["k_w"][i], "b": r["TE_random_w"][i], "se": r["seTE_random_w"][i],
                                   "tau2": r["tau2_w"][i], "QE": r["Q_w"][i]} for i, name in enumerate(r["levels"])},
                 "Qb": r["Q_b_random"], "Qb_p": r["p_Q_b_random"], "Qb_common": r["Q_b_common"]})
save("subgroups", rows)

# What a user of meta sees with its defaults, and its approximate SMD, which is Review Manager's.
keys = ["TE_common", "lower_common", "upper_common", "TE_random", "lower_random", "upper_random",
        "lower_predict", "upper_predict", "tau2", "Q", "I2"]
known = {"RR", "OR", "RD", "MD", "SMD", "ZCOR", "IRR"}
save("presets", [
    {"view": r["view"], "measure": r["sm"], "variant": r["variant"], "k": r["k"],
     **{key: r[key] for key in keys if key in r},
     **({"studies": {key: r["studies"][key] for key in ["TE", "seTE"]}} if r["variant"] == "smd-Hedges-approx" else {})}
    for r in records("meta_package")
    if r["variant"] in ["default", "smd-Hedges-approx", "inverse-DL-HK-adhoc-IQWiG6"] and r["sm"] in known
    and views[r["view"]]["kind"] in SHAPES and "TE_random" in r])
