// Presets by printed numbers: what Review Manager stored with its own example, what published Cochrane
// reviews print, and what R's packages give with their defaults.
#include <algorithm>
#include <cmath>

#include "analysis/presets.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

std::vector<Study> studies_of_view(const std::string& view) {
  static const auto all = reference("studies");
  for (const auto& each : all)
    if (each["view"] == view) return studies_of(each);
  return {};
}

bool any_zero(const std::vector<Study>& studies) {
  return std::ranges::any_of(studies, [](const Study& study) {
    const TwoByTwo* t = study.as<TwoByTwo>();
    return t != nullptr && (t->e_events == 0 || t->c_events == 0 || t->e_events == t->e_n ||
                            t->c_events == t->c_n);
  });
}

}  // namespace

// Fleiss1993.rm5 and its CSV, shipped with R's package meta: written by Review Manager 5, with the
// results that it stored. Counts of Fleiss JL. Statistical Methods in Medical Research 1993;2:121–145.
TEST_CASE("revman5 gives what Review Manager 5 stored: aspirin, Mantel–Haenszel, common effect") {
  const auto finding = analysed("revman5", "OR",
                                studies_from<TwoByTwo>({
                                    {49,   615,  67,   624 },
                                    {44,   758,  64,   771 },
                                    {102,  832,  126,  850 },
                                    {32,   317,  38,   309 },
                                    {85,   810,  52,   406 },
                                    {246,  2267, 219,  2257},
                                    {1570, 8587, 1720, 8600}
  }),
                                common);
  const Synthesis& s = finding.synthesis;
  CHECK(apart(std::exp(*s.estimate), 0.8968655609130709) < 1e-12);
  CHECK(apart(std::exp(s.interval->low), 0.8405144008917793) < 1e-12);
  CHECK(apart(std::exp(s.interval->high), 0.9569947088336491) < 1e-12);
  CHECK(apart(-s.interval->statistic, 3.287633061337987) < 1e-12);
  // Review Manager's own tails of the normal and χ² distributions hold six digits.
  CHECK(apart(s.interval->p, 0.0010103343130005407) < 1e-5);
  CHECK(apart(s.heterogeneity->q, 9.946055983220074) < 1e-12);
  CHECK(apart(s.heterogeneity->q_p, 0.1269422521561745) < 1e-5);
  CHECK(apart(s.heterogeneity->i2_from_q, 39.67458045558399) < 1e-12);
  const double weights[] = {3.176490004091248, 3.1016891143394365, 5.675380442715663,
                            1.795484618258711, 3.2176243566716805, 10.153491219997628,
                            72.87984024392564};
  const double ses[] = {0.1972198088133556,  0.20289716633892102, 0.14314855217027966,
                        0.2544888962290453,  0.18761568222036212, 0.098064939620213,
                        0.03880976559851533};
  for (std::size_t i = 0; i < 7; ++i) {
    CHECK(apart(finding.studies[i].weight, weights[i]) < 1e-12);
    CHECK(apart(std::sqrt(finding.studies[i].v), ses[i]) < 1e-12);
  }
}

TEST_CASE("revman5 gives what Review Manager 5 stored: mental health, inverse variance") {
  const auto studies = studies_from<TwoMeans>({
      {5,    4.7,  13, 6.5,  3.8,   13},
      {4.9,  1.71, 30, 6.1,  2.3,   50},
      {22.5, 3.44, 35, 24.9, 10.65, 35},
      {12.5, 1.47, 20, 12.3, 1.66,  20},
      {6.5,  0.76, 8,  7.38, 1.41,  8 }
  });
  const auto finding = analysed("revman5", "MD", studies, common);
  const Synthesis& s = finding.synthesis;
  CHECK(std::abs(*s.estimate - -0.70938839) < 5e-9);
  CHECK(std::abs(s.interval->low - -1.25848502) < 5e-9);
  CHECK(std::abs(s.interval->high - -0.16029176) < 5e-9);
  CHECK(std::abs(s.heterogeneity->q - 5.66012379) < 5e-9);
  CHECK(std::abs(s.heterogeneity->i2_from_q - 29.33016758) < 5e-9);
  CHECK(std::abs(s.interval->statistic - -2.53211477) < 5e-9);
  const double printed[] = {1.67630546, 0.45085474, 1.89175731, 0.49580742, 0.56631484};
  for (std::size_t i = 0; i < 5; ++i)
    CHECK(std::abs(std::sqrt(finding.studies[i].v) - printed[i]) < 5e-9);
  // SMD of the first study by hand: g = d (1 − 3/(4N − 9)), SE = √(N/(n₁n₂) + g²/(2(N − 3.94))). This
  // rule gave the printed result of all 8,753 rows of SMD in 501 Cochrane reviews.
  const double d = -1.5 / std::sqrt((12 * 4.7 * 4.7 + 12 * 3.8 * 3.8) / 24), g = d * (1 - 3.0 / 95);
  for (const char* preset : {"revman5", "revman-web"}) {
    const auto smd = analysed(preset, "SMD", studies, common);
    CHECK(apart(smd.studies[0].y, g) < closed_form);
    CHECK(apart(smd.studies[0].v, 26.0 / 169 + g * g / (2 * 22.06)) < closed_form);
  }
}

// Of 501 Cochrane reviews, every row of RR with events in everybody has the ratio 1 (nothing is added to
// it). Which variance it has, no document says; here it is that of the table with 0.5 in each cell.
TEST_CASE("revman5 keeps the tables in which everybody had an event, with a risk ratio of 1") {
  const auto studies = studies_from<TwoByTwo>({
      {20, 20, 25, 25},
      {12, 20, 15, 30},
      {0,  15, 3,  14},
      {0,  9,  0,  11}
  });
  const auto finding = analysed("revman5", "RR", studies);
  REQUIRE(finding.studies.size() == 3);
  CHECK(finding.studies[0].y == 0);
  const double v = 1 / 20.5 - 1 / 21.0 + 1 / 25.5 - 1 / 26.0;
  CHECK(apart(finding.studies[0].v, v) < closed_form);
  // Pooled by hand: the centre of Q is the Mantel–Haenszel ratio of the cells as each study uses them.
  const double a[] = {20, 12, 0.5}, n1[] = {20, 20, 16}, c[] = {25, 15, 3.5}, n2[] = {25, 30, 15};
  double top = 0, bottom = 0, w_sum = 0, w_squares = 0, q = 0;
  for (int i = 0; i < 3; ++i) {
    top += a[i] * n2[i] / (n1[i] + n2[i]);
    bottom += c[i] * n1[i] / (n1[i] + n2[i]);
  }
  const auto y = [&](int i) { return std::log(a[i] / n1[i]) - std::log(c[i] / n2[i]); };
  const auto variance = [&](int i) {
    return i == 0 ? v : 1 / a[i] - 1 / n1[i] + 1 / c[i] - 1 / n2[i];
  };
  for (int i = 0; i < 3; ++i) {
    const double w = 1 / variance(i);
    w_sum += w;
    w_squares += w * w;
    q += w * std::pow(y(i) - std::log(top / bottom), 2);
  }
  CHECK(apart(finding.synthesis.heterogeneity->q, q) < iterated);
  const double tau2 = std::max(0.0, (q - 2) / (w_sum - w_squares / w_sum));
  double weights = 0, sum = 0;
  for (int i = 0; i < 3; ++i) {
    weights += 1 / (variance(i) + tau2);
    sum += y(i) / (variance(i) + tau2);
  }
  CHECK(apart(*finding.synthesis.estimate, sum / weights) < iterated);
  // An odds ratio of such a table is not estimable, there as here.
  CHECK(analysed("revman5", "OR", studies).studies.size() == 2);
  // Not asked for: left out with the tables without events, or corrected like every other one.
  const auto usual = analysed("metafor", "RR", studies);
  CHECK(apart(usual.studies[0].y, std::log(20.5 / 21) - std::log(25.5 / 26)) < closed_form);
}

TEST_CASE("What is added to zero cells under Peto's odds ratio is told, unless it was asked for") {
  const auto studies = studies_from<TwoByTwo>({
      {2, 40, 5, 41},
      {0, 60, 4, 59},
      {3, 50, 6, 52}
  });
  const auto noted = [&](const std::string& preset, const Settings& more) {
    const auto finding = analysed(preset, "PETO", studies, more);
    return std::ranges::any_of(finding.synthesis.notes, [](const FitNote& each) {
      return each.code == "peto-corrected";
    });
  };
  CHECK(noted("metafor", {}));
  CHECK_FALSE(noted("metafor", {
                                   {"add", {"0", {}, ""}}
  }));
  CHECK_FALSE(noted("revman5", common));
}

// Karner C et al. Cochrane Database of Systematic Reviews 2014;7:CD009285, abstract.
TEST_CASE("revman5 gives what a Cochrane review prints") {
  const auto attacks = analysed("revman5", "OR", studies_of_view("karner2014.exa"));
  CHECK(std::abs(attacks.pooled->estimate - 0.78) <= 0.005);
  CHECK(std::abs(attacks.pooled->low - 0.70) <= 0.005);
  CHECK(std::abs(attacks.pooled->high - 0.87) <= 0.005);
  // By the formula of deeks2010, with Q around the Mantel–Haenszel estimate.
  const Effects& effects = attacks.effects;
  double top = 0, bottom = 0;
  for (const Data& data : effects.data) {
    const auto& t = std::get<TwoByTwo>(data);
    double cells[4] = {t.e_events, t.e_n - t.e_events, t.c_events, t.c_n - t.c_events};
    if (std::ranges::count(cells, 0.0) > 0)
      for (double& cell : cells) cell += 0.5;
    const double n = cells[0] + cells[1] + cells[2] + cells[3];
    top += cells[0] * cells[3] / n;
    bottom += cells[2] * cells[1] / n;
  }
  const Eigen::ArrayXd w = 1 / effects.v;
  const double q = (w * (effects.y - std::log(top / bottom)).square()).sum();
  const double tau2 = std::max(0.0, (q - static_cast<double>(effects.k() - 1)) /
                                        (w.sum() - w.square().sum() / w.sum()));
  CHECK(apart(attacks.synthesis.heterogeneity->q, q) < iterated);
  CHECK(apart(*attacks.synthesis.heterogeneity->tau2, tau2) < iterated);
  const auto deaths = analysed("revman5", "PETO", studies_of_view("karner2014.deaths"), common);
  CHECK(std::abs(deaths.pooled->estimate - 0.98) <= 0.005);
  CHECK(std::abs(deaths.pooled->low - 0.86) <= 0.005);
  CHECK(std::abs(deaths.pooled->high - 1.11) <= 0.005);
}

TEST_CASE("meta gives what R's meta shows with its defaults, and iqwig6 its guard") {
  int defaults = 0, approximate = 0, guarded = 0, zeros = 0;
  for (const auto& record : reference("presets")) {
    const std::string view = record["view"], code = record["measure"], variant = record["variant"];
    CAPTURE(view, code, variant);
    const auto studies = studies_of_view(view);
    if (studies.empty()) continue;
    if (variant == "smd-Hedges-approx") {
      const auto finding = analysed("revman5", code, studies, common);
      const std::vector<double> y = numbers(record["studies"]["TE"]),
                                se = numbers(record["studies"]["seTE"]);
      if (finding.studies.size() != y.size()) continue;  // a study that one of both leaves out
      for (std::size_t i = 0; i < y.size(); ++i) {
        CHECK(apart(finding.studies[i].y, y[i]) < iterated);
        CHECK(apart(std::sqrt(finding.studies[i].v), se[i]) < iterated);
      }
      CHECK(apart(*finding.synthesis.estimate, number(record["TE_common"])) < iterated);
      ++approximate;
      continue;
    }
    Settings more;
    // The records of IQWiG's guard have another estimator and other predictions.
    if (variant != "default") more["tau2"] = {"DL", {}, ""};
    if (variant != "default") more["prediction"] = {"V", {}, ""};
    const auto finding =
        analysed(variant == "default" ? "meta" : "iqwig6", code, studies, more);
    const Synthesis& s = finding.synthesis;
    CHECK(s.k == record["k"]);
    if (!s.interval || s.k != record["k"]) continue;
    // meta's REML is metafor's: 1e-6 of the interval's width.
    const double width = number(record["upper_random"]) - number(record["lower_random"]);
    CHECK(apart(*s.estimate, number(record["TE_random"]), width) < 1e-6);
    CHECK(apart(s.interval->low, number(record["lower_random"]), width) < 1e-6);
    CHECK(apart(s.interval->high, number(record["upper_random"]), width) < 1e-6);
    if (variant != "default") {
      ++guarded;
      continue;
    }
    ++defaults;
    if (s.prediction) {
      CHECK(apart(s.prediction->low, number(record["lower_predict"]), width) < 1e-6);
      CHECK(apart(s.prediction->high, number(record["upper_predict"]), width) < 1e-6);
    }
    CHECK(apart(s.heterogeneity->i2_from_q, 100 * number(record["I2"]), 1e-6) < iterated);
    more["model"] = {"common", {}, ""};
    const auto same = analysed("meta", code, studies, more);
    CHECK(apart(*same.synthesis.estimate, number(record["TE_common"]), width) < iterated);
    CHECK(apart(same.synthesis.interval->low, number(record["lower_common"]), width) < iterated);
    CHECK(apart(same.synthesis.interval->high, number(record["upper_common"]), width) < iterated);
    CHECK(apart(same.synthesis.heterogeneity->q, number(record["Q"])) < iterated);
    zeros += any_zero(studies) ? 1 : 0;
  }
  CHECK(defaults > 100);
  CHECK(zeros > 30);
  CHECK(approximate >= 3);
  CHECK(guarded > 100);
}

// meta's Kenward–Roger interval rests there on a remainder of its iteration: τ² = 0, 0.0002 degrees of freedom, and an
// SE of four times the usual one.
TEST_CASE("A Kenward–Roger interval without degrees of freedom is absent, and says why") {
  const auto finding = analysed("meta", "OR", studies_of_view("axfors2021"), {
                                                                                 {"interval", {"kenward-roger", {}, ""}}
  });
  CHECK(finding.synthesis.heterogeneity->tau2 == 0.0);
  CHECK_FALSE(finding.synthesis.interval);
  CHECK(std::ranges::any_of(finding.synthesis.notes, [](const FitNote& each) {
    return each.text.find("hardly any degrees of freedom are left") != std::string::npos;
  }));
}

TEST_CASE("metafor gives what R's metafor shows with its defaults") {
  int compared = 0;
  for (const auto& record : reference("pooling")) {
    if (record["measure"] == "GEN") continue;
    const std::string view = record["view"], code = record["measure"];
    CAPTURE(view, code);
    const auto studies = studies_of_view(view);
    if (studies.empty() || find_measure(code) == nullptr) continue;
    for (const auto& fit : record["fits"]) {
      if (fit["method"] != "REML" || !fit.contains("z")) continue;
      const double tau2 = number(fit["tau2"]);
      if (apart(tau2, number(fit.value("tau2_independent", fit["tau2"])), 1e-3) > 1e-9) continue;
      const auto& z = fit["z"];
      const Synthesis s = analysed("metafor", code, studies).synthesis;
      // One row of the caffeine trials has groups of nobody; metafor adds 0.5 to each cell and keeps it.
      if (!s.interval || view == "caffeine") continue;
      const double width = number(z["ub"]) - number(z["lb"]);
      CHECK(apart(s.interval->low, number(z["lb"]), width) < 1e-6);
      CHECK(apart(s.interval->high, number(z["ub"]), width) < 1e-6);
      CHECK(apart(s.heterogeneity->i2, number(fit["I2"]), 1) < 1e-5);
      ++compared;
    }
  }
  CHECK(compared > 50);
}

TEST_CASE("Mantel–Haenszel of corrected cells is its formula, written out, for a half more in each cell of a table with a zero") {
  const auto studies = studies_from<TwoByTwo>({
      {0,  40, 3,  41},
      {5,  60, 9,  58},
      {12, 80, 20, 85}
  });
  const auto pooled = [&](const char* measure) {
    Settings more = common;
    more["pooling"] = {"mantel-haenszel-corrected", {}, ""};
    const auto finding = analysed("metafor", measure, studies, more);
    REQUIRE(finding.synthesis.interval);
    return std::pair{*finding.synthesis.estimate, finding.synthesis.interval->se};
  };
  const double cells[3][4] = {
      {0.5, 40.5, 3.5, 38.5},
      {5,   55,   9,   49  },
      {12,  68,   20,  65  }
  };
  double R = 0, S = 0, r1 = 0, r2 = 0, W = 0, sum = 0, J = 0;
  for (const auto& [a, b, c, d] : cells) {
    const double n1 = a + b, n2 = c + d, N = n1 + n2;
    R += a * d / N;
    S += b * c / N;
    r1 += a * n2 / N;
    r2 += c * n1 / N;
    W += n1 * n2 / N;
    sum += n1 * n2 / N * (a / n1 - c / n2);
    J += (a * b * n2 * n2 * n2 + c * d * n1 * n1 * n1) / (n1 * n2 * N * N);  // deeks2010, risk difference
  }
  CHECK(apart(pooled("OR").first, std::log(R / S)) < closed_form);
  CHECK(apart(pooled("RR").first, std::log(r1 / r2)) < closed_form);
  CHECK(apart(pooled("RD").first, sum / W) < closed_form);
  CHECK(apart(pooled("RD").second, std::sqrt(J) / W) < closed_form);
}

}  // namespace steelyard::support
