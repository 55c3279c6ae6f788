// Location–scale model: how the variance between studies changes with features of the studies.
#include "steelyard/regression/location_scale.h"

#include <algorithm>

#include "analysis/regression_setup.h"

namespace steelyard {

namespace {

QuantityTable coefficients_table(std::string id, std::string label,
                                 const std::vector<Coefficient>& coefficients, bool t) {
  QuantityTable table{
      std::move(id),
      std::move(label),
      "coefficient",
      {{"estimate", "estimate", QuantityKind::difference},
        {"se", "SE", QuantityKind::difference},
        {"statistic", t ? "t" : "z", QuantityKind::plain},
        {"p", "P", QuantityKind::p_value},
        {"ci_low", "lower limit", QuantityKind::difference},
        {"ci_high", "upper limit", QuantityKind::difference}},
      {}
  };
  for (const Coefficient& c : coefficients)
    table.rows.push_back({
        c.name, {c.estimate, c.se, c.statistic, c.p, c.low, c.high}
    });
  return table;
}

void add_test(FurtherFinding& result, const std::string& prefix, const std::string& label,
              const std::optional<CoefficientsTest>& test) {
  if (!test) return;
  result.quantities.push_back(
      {prefix, label + (test->df2 ? ", F" : ", χ²"), test->statistic, QuantityKind::plain});
  result.quantities.push_back({prefix + "_df", "degrees of freedom", test->df, QuantityKind::df});
  if (test->df2)
    result.quantities.push_back(
        {prefix + "_df2", "second degrees of freedom", test->df2, QuantityKind::df});
  result.quantities.push_back({prefix + "_p", "P", test->p, QuantityKind::p_value});
}

// Studies need the columns of both formulas; the location may have none.
std::string joined(const std::string& moderators, const std::string& scale) {
  std::string all = moderators;
  for (const FormulaTerm& term : parse_formula(scale).terms) {
    const Formula known = parse_formula(all);
    if (std::ranges::any_of(known.terms, [&](const FormulaTerm& other) {
          return lower_case(other.label) == lower_case(term.label);
        }))
      continue;
    if (!all.empty()) all += ",";
    for (std::size_t i = 0; i < term.columns.size(); ++i) {
      const FormulaColumn& column = term.columns[i];
      all += (i > 0 ? ":" : "") + (column.factor ? "factor(" + column.title + ")" : column.title);
    }
  }
  return all;
}

// The columns of a joined design that belong to one of its formulas.
ModeratorDesign part_of_design(const ModeratorDesign& all, const std::string& formula) {
  std::vector<std::size_t> columns{0};
  if (!formula.empty())
    for (const FormulaTerm& term : parse_formula(formula).terms)
      for (const DesignTerm& each : all.terms)
        if (lower_case(each.label) == lower_case(term.label))
          columns.insert(columns.end(), each.columns.begin(), each.columns.end());
  ModeratorDesign part;
  part.X.resize(all.X.rows(), static_cast<Eigen::Index>(columns.size()));
  for (std::size_t j = 0; j < columns.size(); ++j) {
    part.X.col(static_cast<Eigen::Index>(j)) = all.X.col(static_cast<Eigen::Index>(columns[j]));
    part.names.push_back(all.names[columns[j]]);
  }
  return part;
}

template <ScaleLink link>
FurtherFinding location_scale_model(const FurtherInput& input) {
  FurtherFinding result;
  const std::string& moderators = input.finding.plan.moderators;
  const auto setup = set_up_regression(input, joined(moderators, input.argument), result.notes);
  if (!setup) return result;
  const ModeratorDesign location = part_of_design(setup->design, moderators);
  const ModeratorDesign scale = part_of_design(setup->design, input.argument);
  LocationScaleSettings settings;
  const bool full = setup->settings.tau2 != nullptr && setup->settings.tau2->id == "ML";
  settings.restricted = !full;
  settings.t = setup->settings.test != CoefficientTest::z;
  settings.level = setup->settings.level;
  settings.link = link;
  std::string why;
  const auto fit = fit_location_scale(setup->y, setup->v, location.X, location.names, scale.X,
                                      scale.names, settings, why);
  if (!fit) {
    result.notes.push_back({"not-computed", why});
    return result;
  }
  result.quantities.push_back(
      {"k", "studies", static_cast<double>(setup->y.size()), QuantityKind::count});
  QuantityTable scale_table =
      coefficients_table("scale_coefficients",
                         link == ScaleLink::log ? "Coefficients of ln τ²" : "Coefficients of τ²",
                         fit->scale, settings.t);
  add_test(result, "qm", "test of moderators of the effect", fit->location_test);
  add_test(result, "qs", "test of moderators of τ²", fit->scale_test);
  result.quantities.push_back({full ? "log_likelihood" : "log_likelihood_restricted",
                               full ? "log-likelihood" : "restricted log-likelihood",
                               fit->log_likelihood});
  result.quantities.push_back({"lr", "likelihood ratio against one τ² for all", fit->lr});
  result.quantities.push_back({"lr_df", "its degrees of freedom", fit->lr_df, QuantityKind::df});
  if (!fit->on_border) {
    result.quantities.push_back({"lr_p", "its P", fit->lr_p, QuantityKind::p_value});
  } else {
    for (QuantityRow& row : scale_table.rows)
      for (std::size_t j = 1; j < row.values.size(); ++j) row.values[j].reset();
    result.notes.push_back(
        {"variance-on-border",
         "the likelihood is highest where the variance between studies vanishes at one end of the scale column or "
         "at both; there its coefficients have no standard errors, and neither test of the scale is defined"});
  }
  result.tables.push_back(
      coefficients_table("coefficients", "Coefficients of the effect", fit->location, settings.t));
  result.tables.push_back(std::move(scale_table));
  QuantityTable studies{
      "studies", "Studies", "study", {{"tau2", "τ²", QuantityKind::variance}}, {}};
  for (Eigen::Index i = 0; i < fit->tau2.size(); ++i)
    studies.rows.push_back({setup->studies[static_cast<std::size_t>(i)], {fit->tau2[i]}});
  result.tables.push_back(std::move(studies));
  for (const std::string& name : fit->redundant)
    result.notes.push_back(
        {"redundant", name + " is left out, because other columns already determine it"});
  if (setup->settings.test == CoefficientTest::knapp_hartung ||
      setup->settings.test == CoefficientTest::knapp_hartung_adhoc)
    result.notes.push_back({"test-of-coefficients",
                            "the adjustment of Knapp and Hartung is not defined for this model; "
                            "coefficients are tested with t"});
  if (!full && setup->settings.tau2 != nullptr && setup->settings.tau2->id != "REML")
    result.notes.push_back({"estimator", "this model is fitted by restricted maximum likelihood"});
  return result;
}

std::string must_be_scale(std::string_view argument) {
  return parse_formula(argument).must_be;
}

}  // namespace

namespace further {
extern const FurtherAnalysis location_scale{
    .id = "location-scale",
    .label = "location–scale model",
    .source = "viechtbauer2022",
    .setting = "scale",
    .group = "meta_regression",
    .asked = Asked::by_argument,
    .compute = steelyard::location_scale_model<ScaleLink::log>,
    .must_be = must_be_scale,
};
extern const FurtherAnalysis location_scale_identity{
    .id = "location-scale-identity",
    .label = "location–scale model of τ² itself",
    .source = "viechtbauer2022",
    .setting = "scale-identity",
    .group = "meta_regression",
    .asked = Asked::by_argument,
    .compute = steelyard::location_scale_model<ScaleLink::identity>,
    .must_be = must_be_scale,
};
}

}  // namespace steelyard
