// Several outcomes of each study, from the table to the finding.
#include <algorithm>
#include <cmath>

#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

const std::string seven =
    "cl,out,estimate,variance\n"
    "S01,A,1.743,0.248\nS01,B,1.132,0.081\nS01,C,2.497,0.254\nS02,A,-0.064,0.222\n"
    "S02,B,0.003,0.227\nS02,C,0.666,0.176\nS03,A,0.473,0.048\nS03,B,1.788,0.202\n"
    "S03,C,1.07,0.258\nS04,A,0.829,0.254\nS04,B,1.248,0.136\nS04,C,1.487,0.21\n"
    "S05,A,0.672,0.047\nS05,B,0.564,0.154\nS06,A,0.02,0.093\nS06,B,0.127,0.225\n"
    "S06,C,0.905,0.098\nS07,A,-0.194,0.14\nS07,C,0.257,0.231\nS08,A,0.889,0.272\n"
    "S08,B,0.797,0.281\nS08,C,1.389,0.079\n";

const std::string twenty_nine =
    "cl,out,estimate,variance\n"
    "S01,A,0.283,0.222\nS01,B,0.931,0.098\nS01,C,1.342,0.296\nS02,A,1.056,0.161\n"
    "S02,B,-0.102,0.168\nS02,C,0.498,0.169\nS03,A,0.568,0.211\nS03,B,0.658,0.064\n"
    "S03,C,0.493,0.07\nS04,A,0.746,0.245\nS04,B,0.766,0.228\nS04,C,0.965,0.226\n"
    "S05,A,0.366,0.228\nS05,B,0.358,0.049\nS06,A,0.198,0.087\nS06,C,1.183,0.029\n"
    "S07,A,-0.604,0.201\nS07,B,-0.225,0.234\nS07,C,0.076,0.243\nS08,A,0.596,0.295\n"
    "S08,B,0.803,0.081\nS08,C,1.548,0.248\nS09,A,0.5,0.235\nS09,B,1.122,0.072\n"
    "S09,C,1.394,0.286\n";

FurtherFinding multivariate(const std::string& csv,
                            const std::vector<std::pair<std::string, std::string>>& pairs) {
  Settings settings{{"measure", {"GEN", {}, ""}},
                    {"cluster", {"cl", {}, ""}},
                    {"multivariate", {"out", {}, ""}}};
  for (const auto& [name, text] : pairs) settings[name] = {text, {}, ""};
  const auto plan = make_plan(settings, {});
  CHECK(to_text(plan.notices).empty());
  TableOptions options;
  options.cluster = {"cl"};
  const AnalysisFinding finding =
      analyse_studies(parse_table(csv, "a.csv", options).value.studies, plan.value);
  for (const FurtherFinding& further : finding.further)
    if (further.analysis->id == "multivariate") return further;
  return {};
}

double quantity_of(const FurtherFinding& finding, std::string_view id) {
  const auto found = std::ranges::find(finding.quantities, id, &Quantity::id);
  return found != finding.quantities.end() && found->value ? *found->value : std::nan("");
}

bool notes_in(const FurtherFinding& finding, std::string_view code, std::string_view part) {
  return std::ranges::any_of(finding.notes, [&](const FitNote& note) {
    return note.code == code && note.text.find(part) != std::string::npos;
  });
}

}  // namespace

// The maxima are those of metafor's rma.mv from many starts.
TEST_CASE("Compound symmetry with a variance for each outcome finds the highest top") {
  const auto height = [](const std::string& csv, const std::string& tau2) {
    return quantity_of(
        multivariate(csv, {{"structure", "HCS"}, {"tau2", tau2}, {"rho", "0.5"}}),
        "log_likelihood");
  };
  CHECK(apart(height(seven, "REML"), -12.6990990) < 1e-6);
  CHECK(apart(height(twenty_nine, "ML"), -12.6883997) < 1e-6);
  CHECK(apart(height(twenty_nine, "REML"), -12.6491595) < 1e-6);
}

TEST_CASE("An outcome whose true effects do not vary has no correlation, and the fit says why") {
  std::string rows = "cl,out,estimate,variance\n";
  for (int i = 0; i < 8; ++i)  // B is the same everywhere
    rows += "S" + std::to_string(i) + ",A," + std::to_string(0.1 * i * i) + ",0.05\nS" +
            std::to_string(i) + ",B,0.5,0.04\n";
  const auto found = multivariate(rows, {{"structure", "DIAG"}});
  REQUIRE_FALSE(found.tables.empty());
  CHECK_FALSE(found.tables.back().rows[1].values[1].has_value());
  CHECK(notes_in(found, "no-variance", "τ² of B is 0"));
  CHECK_FALSE(notes_in(found, "no-variance", "τ² of A"));
}

TEST_CASE("Outcomes that are numbers stand in their order, however the rows are ordered") {
  std::vector<std::string> rows{"a,1,0.3,0.05", "a,2,0.5,0.04",  "a,10,0.9,0.06", "b,1,-0.2,0.03",
                                "b,2,0.1,0.05", "b,10,0.6,0.04", "c,1,0.6,0.05",  "c,2,0.4,0.02",
                                "c,10,0.1,0.1", "d,1,0.2,0.04",  "d,10,0.5,0.05", "e,2,0.9,0.07"};
  const auto fit = [&] {
    std::string csv = "cl,out,estimate,variance\n";
    for (const std::string& row : rows) csv += row + "\n";
    return multivariate(csv, {{"structure", "AR"}});
  };
  const FurtherFinding first = fit();
  CHECK(notes_in(first, "order-of-outcomes", "numbers: 1, 2, 10"));
  std::ranges::reverse(rows);
  const FurtherFinding reversed = fit();
  std::ranges::rotate(rows, rows.begin() + 4);
  const FurtherFinding rotated = fit();
  for (const FurtherFinding* other : {&reversed, &rotated}) {
    CHECK(apart(quantity_of(*other, "log_likelihood"), quantity_of(first, "log_likelihood")) < 1e-9);
    for (std::size_t j = 0; j < 3; ++j) {
      CHECK(other->tables.front().rows[j].name == first.tables.front().rows[j].name);
      CHECK(apart(*other->tables.front().rows[j].values[1],
                  *first.tables.front().rows[j].values[1]) < 1e-7);
    }
  }
  for (std::string& row : rows) row.insert(row.find(',') + 1, "week ");
  CHECK(notes_in(fit(), "order-of-outcomes", "first name them"));
}

// rma.mv(yi, vi, mods = ~ out - 1, random = ~ out | cl, struct = "UN"); metafor 3.8-1 holds the
// correlation at 0 and counts four parameters.
TEST_CASE("A correlation of outcomes that no study has together is absent, and no parameter") {
  const FurtherFinding finding = multivariate(
      "cl,out,estimate,variance\nS1,A,0.1,0.02\nS2,A,0.5,0.03\nS3,A,-0.2,0.02\nS4,A,0.3,0.04\n"
      "S5,B,0.8,0.02\nS6,B,0.1,0.03\nS7,B,0.9,0.05\nS8,B,0.4,0.02\n",
      {{"structure", "UN"}});
  CHECK(apart(quantity_of(finding, "log_likelihood"), -1.89926402) < 1e-7);
  CHECK(apart(quantity_of(finding, "aic"), 11.79852804) < 1e-7);
  CHECK_FALSE(finding.tables.back().rows[0].values[1].has_value());
  CHECK(finding.tables.back().rows[0].values[0] == 1.0);
  CHECK(notes_in(finding, "never-together", "A and B"));
}

// rma.mv(yi, vi, mods = ~ outcome - 1, random = ~ outcome | trial, struct = "UN", test = "t") of metafor 3.8-1
// with dat.berkey1998.
TEST_CASE("Means of several outcomes take the t distribution where it is asked for") {
  const std::string berkey =
      "cl,out,estimate,variance\n1,PD,0.47,0.0075\n1,AL,-0.32,0.0077\n2,PD,0.2,0.0057\n2,AL,-0.6,0.0008\n"
      "3,PD,0.4,0.0021\n3,AL,-0.12,0.0014\n4,PD,0.26,0.0029\n4,AL,-0.31,0.0015\n5,PD,0.56,0.0148\n"
      "5,AL,-0.39,0.0304\n";
  const FurtherFinding finding = multivariate(berkey, {{"interval", "t"}});
  const auto& rows = finding.tables.front().rows;
  const auto& al = rows[0].name == "AL" ? rows[0].values : rows[1].values;
  CHECK(apart(*al[1], -0.3253545807817) < 1e-6);
  CHECK(apart(*al[2], -0.5279478989169) < 1e-6);
  CHECK(apart(*al[3], -0.1227612626465) < 1e-5);
  CHECK(apart(*al[5], 0.0060137742474) < 1e-4);
  CHECK(apart(quantity_of(finding, "wald"), 65.2063318805437) < 1e-5);
  CHECK(quantity_of(finding, "wald_df2") == 8);
  CHECK(apart(quantity_of(finding, "wald_p"), 0.0000111598059) < 1e-4);
  const FurtherFinding normal = multivariate(berkey, {});
  CHECK(apart(quantity_of(normal, "wald"), 2 * 65.2063318805437) < 1e-5);
  CHECK(std::isnan(quantity_of(normal, "wald_df2")));
}

TEST_CASE("An estimator of τ² that several outcomes do not follow is told") {
  const FurtherFinding finding = multivariate(seven, {{"cluster-method", "robust"}, {"tau2", "DL"}});
  CHECK(notes_in(finding, "estimated-by-reml", "not by DerSimonian–Laird"));
  CHECK_FALSE(notes_in(multivariate(seven, {}), "estimated-by-reml", ""));
}

}  // namespace steelyard::support
