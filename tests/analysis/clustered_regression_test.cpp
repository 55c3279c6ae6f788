// Moderators of effects of which several are of one study, from the table to the finding.
#include <algorithm>

#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

constexpr std::string_view csv =
    "author,year,since,outcome,estimate,se\n"
    "Adams,2001,1,pain,0.30,0.12\nAdams,2001,1,function,0.42,0.15\n"
    "Adams,2001,1,sleep,0.10,0.20\nBaker,2004,4,pain,0.55,0.11\n"
    "Baker,2004,4,function,0.61,0.14\nClark,2008,8,pain,-0.05,0.10\n"
    "Clark,2008,8,function,0.12,0.13\nClark,2008,8,sleep,0.02,0.18\n"
    "Adams,2010,10,pain,0.25,0.16\nAdams,2010,10,function,0.20,0.17\n"
    "Evans,2015,15,pain,0.75,0.19\n";

FurtherFinding regression(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Settings settings{{"measure", {"GEN", {}, ""}}, {"cluster", {"author", {}, ""}}};
  for (const auto& [name, text] : pairs) settings[name] = {text, {}, ""};
  const auto plan = make_plan(settings, {});
  CHECK(to_text(plan.notices).empty());
  TableOptions options;
  options.cluster = {"author"};
  const AnalysisFinding finding =
      analyse_studies(parse_table(csv, "a.csv", options).value.studies, plan.value);
  for (const FurtherFinding& further : finding.further)
    if (further.analysis->id == "meta-regression") return further;
  return {};
}

double value(const FurtherFinding& finding, std::string_view id) {
  const auto found = std::ranges::find(finding.quantities, id, &Quantity::id);
  return found != finding.quantities.end() && found->value ? *found->value : std::nan("");
}

void check_column(const FurtherFinding& finding, std::string_view table, std::string_view column,
                  const std::vector<double>& wanted, double tolerance) {
  CAPTURE(table, column);
  const auto found = std::ranges::find(finding.tables, table, &QuantityTable::id);
  REQUIRE(found != finding.tables.end());
  const auto place = std::ranges::find(found->columns, column, &QuantityColumn::id);
  REQUIRE(place != found->columns.end());
  REQUIRE(found->rows.size() == wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i)
    CHECK(apart(found->rows[i].values[static_cast<std::size_t>(place - found->columns.begin())]
                    .value_or(std::nan("")),
                wanted[i]) < tolerance);
}

}  // namespace

// rma.mv(yi, vi, mods = ~ outcome, random = ~ 1 | author/id), then robust(clubSandwich = TRUE);
// metafor 3.8-1 and clubSandwich 0.5.8. nlminb leaves about 1e-6 in the variance components.
TEST_CASE("Moderators beside random effects at every level agree with metafor and clubSandwich") {
  const FurtherFinding by_outcome = regression({{"moderators", "outcome"}});
  constexpr double searched = 2e-5;
  check_column(by_outcome, "coefficients", "estimate",
               {0.410836186722, -0.077883244271, -0.172230570583}, searched);
  check_column(by_outcome, "coefficients", "se", {0.138816289198, 0.0930036788841, 0.157254312987},
               searched);
  check_column(by_outcome, "robust_coefficients", "se",
               {0.11385635235, 0.0460536095622, 0.103844567759}, searched);
  check_column(by_outcome, "robust_coefficients", "df",
               {3.65460633239, 2.87663908171, 1.19691484311}, searched);
  check_column(by_outcome, "robust_coefficients", "p",
               {0.0263232961855, 0.193283921391, 0.313935129992}, searched);
  CHECK(apart(value(by_outcome, "sigma2_1"), 0.064396175896) < searched);
  CHECK(value(by_outcome, "sigma2_2") == 0);
  CHECK(apart(value(by_outcome, "qm"), 1.4166583087) < searched);
  CHECK(apart(value(by_outcome, "qe"), 30.709286441) < iterated);
  CHECK(apart(value(by_outcome, "log_likelihood"), 1.48025200652) < 1e-6);
  CHECK(apart(value(by_outcome, "robust_f"), 1.41716237554) < searched);
  CHECK(apart(value(by_outcome, "robust_df2"), 0.738884238074) < searched);
  CHECK(apart(value(by_outcome, "robust_p"), 0.558629046707) < searched);

  const FurtherFinding by_year = regression({{"moderators", "year"}, {"tau2", "ML"}});
  check_column(by_year, "coefficients", "estimate", {-21.4839478508, 0.0108765892545}, 1e-4);
  check_column(by_year, "coefficients", "se", {48.2707790602, 0.0240511268038}, searched);
  check_column(by_year, "robust_coefficients", "df", {1.91352055, 1.91407708}, 1e-4);
  CHECK(apart(value(by_year, "sigma2_1"), 0.0484401535909) < searched);

  const FurtherFinding correlated = regression({{"moderators", "outcome"}, {"rho", "0.5"}});
  check_column(correlated, "coefficients", "estimate",
               {0.420018214322, -0.0860504087402, -0.162990305975}, searched);
  check_column(correlated, "robust_coefficients", "se",
               {0.119838156524, 0.0438769205352, 0.113294299548}, searched);
}

TEST_CASE("Moderators of a robust analysis agree with metafor and clubSandwich") {
  const FurtherFinding finding =
      regression({{"moderators", "outcome"}, {"cluster-method", "robust"}});
  check_column(finding, "robust_coefficients", "estimate",
               {0.33857680917, -0.00138516399949, -0.28037564161}, 1e-6);
  check_column(finding, "robust_coefficients", "se",
               {0.114505736713, 0.0907354034178, 0.0972882565531}, 1e-6);
  check_column(finding, "robust_coefficients", "df",
               {2.98642017202, 3.48066951195, 1.48740764363}, 1e-6);
  CHECK(apart(value(finding, "sigma2_1"), 0.0482992543976) < 1e-6);
  CHECK(apart(value(finding, "robust_f"), 2.26505319167) < 1e-6);
}

TEST_CASE("Moderators in clusters: what others determine is left out with a note") {
  const FurtherFinding twice = regression({{"moderators", "year, since"}});
  CHECK(std::ranges::any_of(twice.notes, [](const FitNote& n) { return n.code == "redundant"; }));
  for (const QuantityTable& table : twice.tables)
    for (const QuantityRow& row : table.rows)
      for (const auto& each : row.values) CHECK(std::isfinite(each.value_or(0)));
}

}  // namespace steelyard::support
