// What analyses say where an interval, a variance or a test has no usual answer.
#include <algorithm>

#include "app/further_text.h"
#include "report/quantity_text.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/pool/heterogeneity_tests.h"
#include "steelyard/read/reader.h"
#include "steelyard/stats/random.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

const std::string six =
    "author,estimate,variance,dose\na,0.1,0.02,1\nb,0.5,0.05,4\nc,0.3,0.01,2\nd,-0.2,0.04,2\n"
    "e,0.9,0.09,3\nf,0.25,0.03,5\n";

AnalysisFinding analysed_at_edge(const std::string& csv,
                         const std::vector<std::pair<std::string, std::string>>& pairs) {
  Settings settings{{"measure", {"GEN", {}, ""}}};
  for (const auto& [name, text] : pairs) settings[name] = {text, {}, ""};
  const auto plan = make_plan(settings, {});
  CHECK(to_text(plan.notices).empty());
  return analyse_studies(parse_table(csv, "a.csv", {}).value.studies, plan.value);
}

FurtherFinding further_of(const AnalysisFinding& finding, std::string_view id) {
  for (const FurtherFinding& each : finding.further)
    if (each.analysis->id == id) return each;
  return {};
}

bool has_note(const std::vector<FitNote>& notes, std::string_view code) {
  return std::ranges::any_of(notes, [&](const FitNote& note) { return note.code == code; });
}

void check_table(const FurtherFinding& finding, std::string_view table, std::string_view column,
                 const std::vector<double>& wanted) {
  CAPTURE(table, column);
  const auto found = std::ranges::find(finding.tables, table, &QuantityTable::id);
  REQUIRE(found != finding.tables.end());
  const auto place = std::ranges::find(found->columns, column, &QuantityColumn::id);
  REQUIRE(place != found->columns.end());
  const auto at = static_cast<std::size_t>(place - found->columns.begin());
  REQUIRE(found->rows.size() == wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i)
    CHECK(apart(found->rows[i].values[at].value_or(std::nan("")), wanted[i]) < 1e-8);
}

}  // namespace

TEST_CASE("With moderators an interval that is never narrower than Wald's stays so") {
  const auto limits = [](const std::string& interval) {
    const FurtherFinding finding = further_of(
        analysed_at_edge(six, {{"interval", interval}, {"moderators", "dose"}}), "meta-regression");
    std::vector<double> result;
    for (const QuantityRow& row : finding.tables.front().rows)
      for (const auto& value : row.values) result.push_back(value.value_or(-99));
    CHECK(has_note(finding.notes, "interval-of-coefficients") == (interval != "hartung-knapp-adhoc"));
    return result;
  };
  const std::vector<double> adhoc = limits("hartung-knapp-adhoc");
  for (const char* interval : {"hartung-knapp-ci", "hartung-knapp-iqwig6", "kenward-roger"})
    CHECK(limits(interval) == adhoc);
}

// influence(rma(y, v, test = "knha")), metafor 3.8-1.
TEST_CASE("Influence with Hartung and Knapp's interval has metafor's scaled variances") {
  const FurtherFinding finding = further_of(
      analysed_at_edge(six, {{"interval", "hartung-knapp"}, {"influence", "true"}}), "influence");
  check_table(finding, "residuals", "rstudent",
              {-0.5631157584460, 0.6809357978731, 0.0907231939686, -1.7905318004728,
               1.8836416723891, -0.0645702041339});
  check_table(finding, "studies", "dffits",
              {-0.3238440185737, 0.2624407918284, -0.0261511840389, -0.4174086740609,
               0.5769958308408, -0.0969988199986});
  check_table(finding, "studies", "cook",
              {0.13490949745833, 0.07747897990729, 0.00105032922505, 0.10832881218726,
               0.24579830328558, 0.01281896211275});
  check_table(finding, "studies", "cov_ratio",
              {1.538306033614, 1.333613807634, 1.734423107115, 0.555854714160, 0.592240311363,
               1.650856608053});
  check_table(finding, "studies", "dfbetas",
              {-0.3295874628761, 0.2601434607043, -0.0276621280904, -0.4709971438972,
               0.6693286445193, -0.0969782783353});
}

TEST_CASE("A group without heterogeneity leaves a location–scale model without an answer") {
  const std::string head = "study,estimate,variance,g\n";
  for (const std::string& rows : {std::string(
    "s01,0.01397,2.207e-05,p\ns02,0.0207,1.198e-05,q\ns03,0.00247,2.536e-05,p\n"
    "s04,-0.00138,2.657e-05,q\ns05,0.00462,1.092e-05,p\ns06,0.00408,1.112e-05,q\n"
    "s07,-0.00145,2.942e-05,p\ns08,0.00331,2.99e-06,q\ns09,0.0037,1.827e-05,p\n"
    "s10,0.01709,5.5e-06,q\ns11,0.00251,1.75e-05,p\ns12,-0.00165,9.56e-06,q\n"), std::string(
    "s01,0.00762,4.15e-06,p\ns02,0.00534,2.716e-05,q\ns03,0.00607,1.687e-05,p\n"
    "s04,0.0063,2.537e-05,q\ns05,0.00565,1.408e-05,p\ns06,0.00024,1.111e-05,q\n"
    "s07,-0.00442,9.89e-06,p\ns08,0.00775,1.944e-05,q\ns09,0.01452,1.392e-05,p\n"
    "s10,0.00548,2.276e-05,q\ns11,-3e-05,9.66e-06,p\ns12,0.00141,2.621e-05,q\n")}) {
    const FurtherFinding finding = further_of(analysed_at_edge(head + rows, {{"scale", "g"}}), "location-scale");
    CHECK(finding.tables.empty());
    CHECK(has_note(finding.notes, "not-computed"));
  }
}

TEST_CASE("An interval of τ² that is empty says so") {
  const std::string alike =
      "author,estimate,variance,dose\na,0.31,0.2,1\nb,0.3,0.5,2\nc,0.3,0.1,4\nd,0.29,0.4,3\n"
      "e,0.3,0.9,5\nf,0.305,0.3,2\ng,0.3,0.2,1\n";
  const AnalysisFinding finding = analysed_at_edge(alike, {{"moderators", "dose"}});
  CHECK(finding.synthesis.heterogeneity->tau2_ci->high == 0);
  CHECK(has_note(finding.synthesis.notes, "empty-tau2-interval"));
  CHECK(has_note(further_of(finding, "meta-regression").notes, "empty-tau2-interval"));
  CHECK_FALSE(has_note(analysed_at_edge(six, {}).synthesis.notes, "empty-tau2-interval"));
}

TEST_CASE("A likelihood ratio that is rounding alone is 0") {
  Random random(3);
  for (int repeat = 0; repeat < 40; ++repeat) {
    Eigen::ArrayXd y(8), v(8);
    for (Eigen::Index i = 0; i < 8; ++i) {
      y[i] = random.normal();
      v[i] = 0.1 + random.uniform();
    }
    // The effects stretched until τ² just leaves 0.
    double low = 0, high = 100;
    for (int halving = 0; halving < 45; ++halving) {
      const double middle = (low + high) / 2;
      const auto test = likelihood_ratio_test(middle * y, v, true);
      REQUIRE(test);
      CHECK((test->statistic == 0 || test->statistic > 1e-10));
      (test->statistic > 0 ? high : low) = middle;
    }
  }
}

TEST_CASE("Very large and very small variances have significant digits") {
  CHECK(plain_number(123456789.1234) == "1.235e+08");
  CHECK(plain_number(0.0000412) == "4.120e−05");
  CHECK(plain_number(0) == "0.0000");
  CHECK(plain_number(0.31324) == "0.3132");
}

}  // namespace steelyard::support
