// The register of settings of an analysis.
#include "steelyard/study/setting_names.h"

#include "steelyard/base/text.h"
#include "steelyard/study/formula.h"

namespace steelyard {

namespace {

constexpr SettingName names[] = {
    {"measure", "effect measure: RR, OR, MD, SMD … (steelyard list measures)"},
    {"preset", "definitions of another program: metafor, meta, revman5 … (steelyard list presets)"},
    {"model", "common or random (default)"},
    {"tau2", "estimator of τ², or a number that fixes it; default REML"},
    {"pooling", "inverse (default), mantel-haenszel, peto … (steelyard list poolings)"},
    {"interval", "wald (default), t, hartung-knapp … (steelyard list intervals)"},
    {"prediction", "prediction interval; default follows the interval"},
    {"tau2-interval", "interval for τ², I², H²: QP (default), PL-REML, J … (steelyard list tau2-intervals)"},
    {"i2", "I² as stated: tau2 (default) or q"},
    {"weights", "a column of own weights; they replace 1/(v + τ²)", SettingTakes::columns},
    {"beyond", "a number on the display scale: how likely is a true effect beyond it?"},
    {"heterogeneity", "tests of heterogeneity: q, lrt, cmh, tarone, breslow-day … or all"},
    {"level", "level of the intervals in percent; default 95"},
    {"add", "what is added to the cells of a table with a zero; default 0.5"},
    {"to", "which tables: only0 (default), all, if0all, none"},
    {"drop00", "leave out tables without events in both arms", SettingTakes::flag},
    {"add-by", "what each cell gets: cell (default, the same for all) or group-size (treatment-arm correction)"},
    {"all-events", "RR where everybody had an event: corrected (default) or equal, a ratio of 1"},
    {"correct-difference", "RD, IRD, PR: true (default), or false: what is added to zero cells serves the variance alone"},
    {"correct-ratio", "RR, PLN: cells (default), or events: what is added to zero cells goes to the events alone"},
    {"q-centre", "Q of Mantel–Haenszel pooling: pooled (default) or inverse, around which mean"},
    {"vtype", "formula of the studies' variances: LS (default), UB, AV, HO … as the measure knows"},
    {"correct", "true (default) or false: correct the bias of small samples, where a measure can"},
    {"formulas", "current (default), or metafor-3: those of metafor 3.8 for SMDH, ROM, CVR … which changed later"},
    {"quantiles", "means and SDs out of medians: formulas (default), or fitted (the best of five distributions)"},
    {"study-interval", "single proportions: normal (default), or CP, WS … (steelyard list study-intervals)"},
    {"subgroup", "a column: pool its groups separately and test between them", SettingTakes::columns},
    {"subgroup-tau2", "separate (default) or common: τ² of the subgroups"},
    {"subgroup-test", "standard errors of the test between them: model (default), or interval, as Hartung–Knapp's"},
    {"cluster", "a column, or outer and inner ones: its rows are effects of one study",
     SettingTakes::columns},
    {"cluster-method", "three-level (default), robust, aggregate … (steelyard list clusters)"},
    {"rho", "correlation of the sampling errors of one study's effects; default 0"},
    {"covariances", "a table of the known covariances of such sampling errors, in place of rho"},
    {"multivariate", "a column of outcomes: one mean for each, correlated within studies",
     SettingTakes::columns},
    {"structure", "of the outcomes' true effects: UN (default) … (steelyard list structures)"},
    {"dependence", "all, or ids of analyses of dependence (steelyard list analyses)"},
    {"moderators", "meta-regression: year, factor(risk), year:risk", SettingTakes::formula},
    {"predict-at", "predictions of the meta-regression: year=1990; year=2010, risk=low"},
    {"permutation", "permutation test: number of permutations, or exact"},
    {"scale", "location–scale model: columns on which ln τ² depends", SettingTakes::formula},
    {"scale-identity", "the same with τ² itself linear in the columns", SettingTakes::formula},
    {"leave-one-out", "pool again without each study in turn", SettingTakes::flag},
    {"leave-group-out", "a column: pool again without each of its groups", SettingTakes::columns},
    {"cumulative", "a column, or precision: add the studies in this order"},
    {"influence", "residuals and influence of each study", SettingTakes::flag},
    {"blup", "predict each study's own effect (empirical Bayes)", SettingTakes::flag},
    {"gosh", "pool subsets of the studies: all (up to 1000000), or the most to fit"},
    {"compare-models", "the common effect beside random effects", SettingTakes::flag},
    {"grid", "does another defensible choice of method change the conclusion?", SettingTakes::flag},
    {"risk-of-bias", "column of the ratings, for the grid; default risk_of_bias",
     SettingTakes::columns},
    {"bias", "tests for small-study effects: egger, begg, peters … or all (steelyard list analyses)"},
    {"force", "give such tests with fewer than ten studies too", SettingTakes::flag},
    {"trimfill", "trim and fill: L0, R0 or Q0, then left or right where wanted"},
    {"pet-peese", "effect adjusted by regression on precision", SettingTakes::flag},
    {"limit-meta-analysis", "effect of a study without sampling error", SettingTakes::flag},
    {"fail-safe-n", "true, or the effect that Orwin's method waits for"},
    {"excess-significance", "test for too many significant studies", SettingTakes::flag},
    {"funnel", "where each study stands in a contour-enhanced funnel plot", SettingTakes::flag},
    {"select",                                                               "selection models: stepfun, beta, vevea-woods … or all (steelyard list analyses)"                                                                         },
    {"steps",                                             "their cut points of P; default 0.025, or 0.05 if two-sided"},
    {"delta","their weights, where fixed: 1,0.5 with steps 0.025; NA where estimated"},
    {"alternative",
     "the side they favour: greater, less or two-sided; default that of the estimate"},
};

}  // namespace

std::vector<std::string> columns_named(const SettingName& name, std::string_view text) {
  if (name.takes == SettingTakes::formula) return columns_of(parse_formula(text));
  std::vector<std::string> titles;
  if (name.takes == SettingTakes::columns)
    for (const std::string& column : split(text, ',')) titles.emplace_back(trimmed(column));
  return titles;
}

std::span<const SettingName> setting_names() {
  return names;
}

}  // namespace steelyard
