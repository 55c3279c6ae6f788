// The measures that the reference views do not hold: against metafor, second formulas, symmetries.
#include <cmath>
#include <map>
#include <numbers>

#include "steelyard/effect/effects.h"
#include "steelyard/stats/bivariate_normal.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/hypergeometric.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

Effects of(std::string_view code, const std::vector<Data>& data, const EffectFormula& formula = {},
           const ZeroCells& zero_cells = {}) {
  std::vector<Study> studies;
  for (const Data& each : data) studies.emplace_back().data = {each};
  const Measure* measure = find_measure(code);
  REQUIRE(measure != nullptr);
  return compute_effects(studies, *measure, zero_cells, formula);
}

Effect one(std::string_view code, const Data& data, const EffectFormula& formula = {}) {
  const Effects effects = of(code, {data}, formula);
  CAPTURE(std::string(code));
  REQUIRE(effects.k() == 1);
  return {effects.y[0], effects.v[0]};
}

std::string reason(std::string_view code, const Data& data) {
  const Effects effects = of(code, {data});
  return effects.left_out.empty() ? "" : effects.left_out[0].reason;
}

// sd1i of metafor is the standard deviation that SMCR divides by.
const PairedMeans pairs{5.2, 4.1, 1.7, 2.3, 25, 0.6, true};
const TwoMeans groups{5.2, 1.7, 25, 4.1, 2.3, 33};
const MatchedPairs matched{20, 7, 4, 30}, no_bs{20, 0, 4, 30};
const TwoByTwo table{20, 27, 4, 34};

struct Known {
  std::string_view code;
  Data data;
  double y, v;
  EffectFormula formula = {};
};

double phi_density(double z) {
  return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

}  // namespace

TEST_CASE("Measures of change, of pairs and of association agree with metafor") {
  const EffectFormula LS2{.variance = VarianceType::LS2}, UB{.variance = VarianceType::UB};
  const EffectFormula ST{.variance = VarianceType::ST}, CS{.variance = VarianceType::CS};
  const EffectFormula old{.older = true};
  const RegressionTest test{2.1, 40, 4, 0.35};
  // metafor 3.8-1: escalc(…) with m1i = 5.2, m2i = 4.1, sd1i = 1.7, sd2i = 2.3 and so on.
  const std::vector<Known> all{
      {"MC",     pairs,                                       1.100000000000001,   0.13952             },
      {"SMCC",   pairs,                                       0.5703528761122437,  0.04650604806579017 },
      {"SMCC",   pairs,                                       0.5703528761122437,  0.04401529707980023,  LS2},
      {"SMCR",   pairs,                                       0.6265892687014644,  0.03985228223303672 },
      {"SMCR",   pairs,                                       0.6265892687014644,  0.03785968144424477,  LS2},
      {"ROMC",   pairs,                                       0.2376716518771197,  0.008059891442470496, old},
      {"VRC",    pairs,                                       -0.3022808718729335, 0.02666666666666667 },
      {"CVRC",   pairs,                                       -0.5399525237500533, 0.03472655810913716,  old},
      {"ROM",    groups,                                      0.23767165187711975, 0.013811318678728186, old},
      {"CVR",    groups,                                      -0.53474419041672006, 0.050269652012061516, old},
      {"SMDH",   groups,                                      0.53659226164514018, 0.070551974791935701, old},
      {"SMD1H",  groups,                                      0.4669484506162524,  0.055459231614163773, old},
      {"SMCRH",  pairs,                                       0.62658926870146436, 0.054827092328067963, old},
      {"ZPCOR",  test,                                        0.3479039721817811,  0.028571428571428571, old},
      {"MPRR",   matched,                                     0.1177830356563834,  0.01697530864197531 },
      {"MPOR",   matched,                                     0.2023404236844467,  0.04953728238041964 },
      {"MPRD",   matched,                                     0.04918032786885246, 0.002916543675461823},
      {"MPORC",  matched,                                     0.5596157879354227,  0.3928571428571428  },
      {"MPPETO", matched,                                     0.5454545454545454,  0.3636363636363636  },
      {"MPRR",   no_bs,                                       -0.1743533871447778, 0.009523809523809525},
      {"MPOR",   no_bs,                                       -0.2957142441490451, 0.02595391705069125 },
      {"MPRD",   no_bs,                                       -0.07142857142857145, 0.001503279883381924},
      {"MPORC",  no_bs,                                       -2.19722457733622,   2.222222222222222   },
      {"MPPETO", no_bs,                                       -1.6,                0.8                 },
      {"MPORM",  MarginalPairs{{27, 61, 24, 61}, 0.63},       0.2023404236844467,  0.05001447064962802 },
      {"RPB",    groups,                                      0.2593653331374183,  0.01499488249541373,  ST},
      {"RPB",    groups,                                      0.2593653331374183,  0.01451478400033521,  CS},
      {"RBIS",   groups,                                      0.3268553814735642,  0.02335208786347648 },
      {"PHI",    TwoByTwo{20, 27, 4, 34},                     0.6335314881362928,  0.009864624366947034, ST},
      {"PCOR",   test,                                        0.3345153701396698,  0.02253487610099771 },
      {"SPCOR",  test,                                        0.2861817604250838,  0.01546805975       },
      {"D2ORN",  groups,                                      0.8792229640138005,  0.1980640777624932  },
      {"D2ORL",  groups,                                      0.9665054867565794,  0.2393405685439128  },
      {"SMD1",   groups,                                      0.4669484506162524,  0.07032022362589076,  LS2},
      {"SMD1",   groups,                                      0.4669484506162524,  0.07390626768850074,  UB},
      {"RD",     TwoByTwo{3, 10, 4, 12},                      -0.03333333333333333, 0.04353535353535354, UB},
      {"PR",     OneProportion{3, 10},                        0.3,                 0.02333333333333333,  UB},
      {"SMD",    StandardizedDifference{-2.5 * std::sqrt(1 / 20.0 + 1 / 22.0), 20, 22},
       -0.7578041674709687,                                                        0.1022910592192641  },
  };
  for (const Known& known : all) {
    CAPTURE(std::string(known.code), known.y, known.v);
    const Effect effect = one(known.code, known.data, known.formula);
    CHECK(apart(effect.y, known.y) < closed_form);
    CHECK(apart(effect.v, known.v) < closed_form);
  }
}

TEST_CASE("Averages over the studies give the variances that metafor gives") {
  const std::vector<Data> two{groups, TwoMeans{3, 1, 20, 4, 1.2, 40}};
  // metafor 3.8-1: escalc("ROM", …, vtype = …)
  const Effects av = of("ROM", two, {.variance = VarianceType::AV});
  CHECK(apart(av.v[0], 0.0096440253187057) < iterated);
  CHECK(apart(av.v[1], 0.0098050645060847) < iterated);
  const Effects all = of("ROM", two, {.variance = VarianceType::AVHO});
  CHECK(apart(all.v[0], 0.010384886266115) < iterated);
  CHECK(apart(all.v[1], 0.011078704098549) < iterated);
  const std::vector<Data> shares{
      ExplainedVariance{0.2, 50,  3},
      ExplainedVariance{0.5, 150, 4}
  };
  const Effects r2 = of("R2", shares, {.variance = VarianceType::AV});
  const double mean = (0.2 * 50 + 0.5 * 150) / 200;
  CHECK(apart(r2.v[0], 4 * mean * (1 - mean) * (1 - mean) / 50) < closed_form);
}

TEST_CASE("The bias of ratios of means that are paired is half the difference of their terms") {
  const Effect corrected = one("ROMC", pairs), raw = one("ROMC", pairs, {.correct = false});
  const double c1 = 1.7 * 1.7 / (25 * 5.2 * 5.2), c2 = 2.3 * 2.3 / (25 * 4.1 * 4.1);
  CHECK(apart(corrected.y - raw.y, (c1 - c2) / 2) < closed_form);
  CHECK(apart(one("CVRC", pairs).y, one("VRC", pairs).y - corrected.y) < closed_form);
}

TEST_CASE("Standardized changes by both SDs meet those by one where the SDs are equal") {
  const PairedMeans equal{5.2, 4.1, 2, 2, 2500, 0.6};
  const double d = 1.1 / 2;
  for (const auto* code : {"SMCR", "SMCRH", "SMCRP", "SMCRPH"}) {
    CAPTURE(code);
    CHECK(apart(one(code, equal).y, d) < 1e-3);
    CHECK(apart(one(code, equal, {.correct = false}).y, d) < closed_form);
  }
  // Bonett's general variance with equal SDs: d² (1 + r²)/(4 (n − 1)) + 2 (1 − r)/(n − 1).
  const double general = d * d * (1 + 0.36) / 4 / 2499 + 2 * 0.4 / 2499;
  CHECK(apart(one("SMCRPH", equal, {.correct = false}).v, general) < closed_form);
  CHECK(apart(one("SMCRP", equal, {.correct = false}).v, general * 2499 / 2500) < closed_form);
}

TEST_CASE("A tetrachoric correlation gives back its own table") {
  for (const double r : {-0.9, -0.4, 0.0, 0.2, 0.7, 0.97})
    for (const double h : {-1.1, 0.0, 0.6})
      for (const double k : {-0.3, 0.9}) {
        const double n = 200, both = bivariate_normal_cdf(h, k, r) * n;
        const double row = normal_cdf(h) * n, column = normal_cdf(k) * n;
        CAPTURE(r, h, k);
        if (both < 1e-6 || row - both < 1e-6 || column - both < 1e-6) continue;
        const TwoByTwo counts{both, row, column - both, n - row};
        const Effect effect = one("RTET", counts);
        CHECK(std::abs(effect.y - r) < 1e-10);
        // The variance by differences: r moves with each share, of a multinomial sample.
        const std::array cells{both, row - both, column - both, n - row - column + both};
        double mean = 0, square = 0;
        for (std::size_t i = 0; i < 4; ++i) {
          const double step = 1e-4 * cells.at(i);
          auto up = cells, down = cells;
          up.at(i) += step;
          down.at(i) -= step;
          const auto at = [](const std::array<double, 4>& c) {
            return one("RTET", TwoByTwo{c[0], c[0] + c[1], c[2], c[2] + c[3]}).y;
          };
          const double slope = (at(up) - at(down)) / (2 * step) * n;
          mean += slope * cells.at(i) / n;
          square += slope * slope * cells.at(i) / n;
        }
        CHECK(apart(effect.v, (square - mean * mean) / n) < 1e-4);
      }
}

TEST_CASE("Fisher's z of a correlation has the variance of the delta method") {
  const std::map<std::string, std::string> of_raw{
      {"ZPHI", "PHI"  },
      {"ZTET", "RTET" },
      {"ZPB",  "RPB"  },
      {"ZBIS", "RBIS" },
      {"ZSPCOR", "SPCOR"}
  };
  for (const auto& [z_code, code] : of_raw) {
    CAPTURE(z_code);
    const bool counts = code == "PHI" || code == "RTET";
    const Data data = counts ? Data(table)
                      : code == "SPCOR" ? Data(RegressionTest{2.1, 40, 4, 0.35})
                                        : Data(groups);
    const Effect r = one(code, data), z = one(z_code, data);
    CHECK(apart(z.y, std::atanh(r.y)) < closed_form);
    CHECK(apart(z.v, r.v / std::pow(1 - r.y * r.y, 2)) < closed_form);
  }
  const Effect partial = one("PCOR", RegressionTest{2.1, 40, 4, 0.35});
  const Effect z = one("ZPCOR", RegressionTest{2.1, 40, 4, std::nullopt});
  CHECK(apart(z.y, std::atanh(partial.y)) < closed_form);
  // Three other predictors are held constant.
  CHECK(apart(z.v, 1 / (40.0 - 3 - 3)) < closed_form);
}

TEST_CASE("Chances of a higher value: their variances, and halves where nothing differs") {
  const double q = 0.7, n1 = 20, n2 = 30;
  const Superiority auc{q, n1, n2};
  // hanley1982, equation 2, as printed
  const double Q1 = q / (2 - q), Q2 = 2 * q * q / (1 + q);
  const double hanley =
      (q * (1 - q) + (n1 - 1) * (Q1 - q * q) + (n2 - 1) * (Q2 - q * q)) / (n1 * n2);
  CHECK(apart(one("CLES", auc, {.variance = VarianceType::LS2}).v, hanley) < closed_form);
  CHECK(apart(one("AUC", auc, {.variance = VarianceType::H0}).v, 51.0 / (12 * 600)) < closed_form);
  // With equal groups Newcombe's method 4 is Hanley and McNeil's.
  const Superiority even{q, 25, 25};
  CHECK(apart(one("CLES", even).v, one("CLES", even, {.variance = VarianceType::LS2}).v) <
        closed_form);
  CHECK(one("CLESN", TwoMeans{3, 1, 20, 3, 2, 30}).y == 0.5);
  CHECK(one("CLESCN", PairedMeans{3, 3, 1, 2, 30, 0.2}).y == 0.5);
  const double d = 1.1 / std::hypot(1.7, 2.3);
  CHECK(apart(one("AUCN", groups).y, normal_cdf(d)) < closed_form);
  // With no difference the variance is that of the two means alone.
  const Effect none = one("CLESN", TwoMeans{3, 1, 20, 3, 2, 30});
  CHECK(apart(none.v, std::pow(phi_density(0), 2) * (1 / 20.0 + 4 / 30.0) / 5) < closed_form);
}

TEST_CASE("Single groups: probit, standardized mean, coefficients of determination") {
  const Effect probit = one("PRZ", OneProportion{3, 10});
  CHECK(apart(probit.y, normal_quantile(0.3)) < closed_form);
  CHECK(apart(probit.v, 0.3 * 0.7 / 10 / std::pow(phi_density(probit.y), 2)) < closed_form);
  const Effect smn = one("SMN", OneMean{6, 2, 20}, {.correct = false});
  CHECK(smn.y == 3);
  CHECK(apart(smn.v, 1 / 20.0 + 9 / 40.0) < closed_form);
  const ExplainedVariance r2{0.3, 80, 4};
  CHECK(apart(one("R2", r2).v, 4 * 0.3 * 0.49 / 80) < closed_form);
  CHECK(apart(one("R2", r2, {.variance = VarianceType::LS2}).v,
              4 * 0.3 * 0.49 * 75 * 75 / ((80.0 * 80 - 1) * 83)) < closed_form);
  CHECK(apart(one("ZR2", r2).y, std::atanh(std::sqrt(0.3))) < closed_form);
  // The slope of each transformation turns the variance of R² into 1/n.
  for (const auto& [raw, stable] : {std::pair("R2", "ZR2"), std::pair("R2F", "ZR2F")}) {
    CAPTURE(raw);
    constexpr double step = 1e-6;
    const double slope = (one(stable, ExplainedVariance{0.3 + step, 80, 4}).y -
                          one(stable, ExplainedVariance{0.3 - step, 80, 4}).y) /
                         (2 * step);
    CHECK(apart(one(raw, r2).v * slope * slope, one(stable, r2).v) < 1e-8);
  }
}

TEST_CASE("Exchanged groups turn every two-group measure around") {
  const TwoMeans turned{groups.c_mean, groups.c_sd, groups.c_n,
                        groups.e_mean, groups.e_sd, groups.e_n};
  for (const auto* code : {"SMDH", "ROM", "VR", "CVR", "D2ORN", "D2ORL", "RPB", "ZPB", "ZBIS"}) {
    CAPTURE(code);
    CHECK(apart(one(code, groups).y, -one(code, turned).y) < closed_form);
    CHECK(apart(one(code, groups).v, one(code, turned).v) < closed_form);
  }
  CHECK(apart(one("CLESN", groups).y, 1 - one("CLESN", turned).y) < closed_form);
  const TwoByTwo back{4, 34, 20, 27};
  for (const auto* code : {"PBIT", "OR2DN", "OR2DL", "PHI", "YUQ", "YUY", "RTET", "ZTET"}) {
    CAPTURE(code);
    CHECK(apart(one(code, table).y, -one(code, back).y) < closed_form);
    CHECK(apart(one(code, table).v, one(code, back).v) < 1e-10);
  }
  const PairedMeans reverse{4.1, 5.2, 2.3, 1.7, 25, 0.6};
  for (const auto* code : {"SMCC", "SMCR", "SMCRP", "SMCRPH", "ROMC", "VRC", "CVRC"}) {
    CAPTURE(code);
    CHECK(apart(one(code, pairs).y, -one(code, reverse).y) < closed_form);
    CHECK(apart(one(code, pairs).v, one(code, reverse).v) < closed_form);
  }
  const MatchedPairs swapped{20, 4, 7, 30};
  for (const auto* code : {"MPRR", "MPOR", "MPRD", "MPORC", "MPPETO"}) {
    CAPTURE(code);
    CHECK(apart(one(code, matched).y, -one(code, swapped).y) < closed_form);
    CHECK(apart(one(code, matched).v, one(code, swapped).v) < closed_form);
  }
  const PersonTime rates{3, 50, 8, 70}, other{8, 70, 3, 50};
  CHECK(one("IRSD", rates).y == -one("IRSD", other).y);
}

TEST_CASE("Another unit of measurement leaves standardized measures as they are") {
  for (const double unit : {1e-8, 100.0, 1e8}) {
    const TwoMeans scaled{5.2 * unit, 1.7 * unit, 25, 4.1 * unit, 2.3 * unit, 33};
    for (const auto* code : {"SMD", "SMDH", "SMD1", "SMD1H", "ROM", "VR", "CVR", "RPB", "CLESN"}) {
      CAPTURE(code, unit);
      CHECK(apart(one(code, scaled).y, one(code, groups).y) < closed_form);
      CHECK(apart(one(code, scaled).v, one(code, groups).v) < closed_form);
    }
    const PairedMeans times{5.2 * unit, 4.1 * unit, 1.7 * unit, 2.3 * unit, 25, 0.6, true};
    for (const auto* code : {"SMCC", "SMCR", "SMCRH", "SMCRP", "SMCRPH", "ROMC", "CVRC"}) {
      CAPTURE(code, unit);
      CHECK(apart(one(code, times).y, one(code, pairs).y) < closed_form);
      CHECK(apart(one(code, times).v, one(code, pairs).v) < closed_form);
    }
  }
}

TEST_CASE("Cohen's d in place of means gives the same standardized measures") {
  const double sd = std::sqrt((24 * 1.7 * 1.7 + 32 * 2.3 * 2.3) / 56);
  const StandardizedDifference printed{1.1 / sd, 25, 33};
  for (const auto* code : {"SMD", "D2ORN", "D2ORL", "RPB", "ZPB", "RBIS", "ZBIS"}) {
    CAPTURE(code);
    CHECK(apart(one(code, printed).y, one(code, groups).y) < closed_form);
    CHECK(apart(one(code, printed).v, one(code, groups).v) < closed_form);
  }
}

TEST_CASE("A study that a measure cannot use is left out with its reason") {
  CHECK(reason("RTET", TwoByTwo{0, 10, 3, 10}) ==
        "a cell without people makes its correlation −1 or 1, which has no variance");
  CHECK(reason("PHI", TwoByTwo{0, 10, 0, 10}) == "no events in either group");
  CHECK(reason("SMD1", TwoMeans{1, 1, 10, 2, 1, 2}) ==
        "its control group has too few people for a standardized difference");
  CHECK(reason("VR", TwoMeans{1, 0, 10, 2, 1, 20}) == "a standard deviation is 0");
  CHECK(reason("CVR", TwoMeans{-1, 1, 10, 2, 1, 20}) ==
        "its means are not both positive or both negative");
  CHECK(reason("MNLN", OneMean{-1, 1, 10}) == "its mean is not above 0");
  CHECK(reason("CLES", Superiority{1, 10, 10}) ==
        "every person of one group is above everyone of the other");
  CHECK(reason("MPORM", MarginalPairs{{27, 61, 4, 61}, 0.9}) ==
        "its two groups cannot have the correlation r");
  CHECK(reason("R2", ExplainedVariance{0, 50, 3}) ==
        "its R² is 0 or 1, which gives no variance");
  CHECK(reason("PCOR", RegressionTest{2, 5, 4, std::nullopt}) ==
        "it has too few people for a regression with so many predictors");
  CHECK(reason("SPCOR", RegressionTest{2, 50, 4, std::nullopt}) ==
        "R² of its regression is missing");
  // d = 4: r = 0.896, times 1.2533 for halves of a normal distribution; no correlation.
  CHECK(reason("RBIS", TwoMeans{9, 1, 40, 5, 1, 40}) == "its correlation is not between −1 and 1");
  CHECK(reason("RBIS", TwoMeans{5, 1, 40, 9, 1, 40}) == "its correlation is not between −1 and 1");
  CHECK(reason("RBIS", TwoMeans{6, 1, 40, 5, 1, 40}).empty());
  CHECK(reason("ARAW", Reliability{1, 5, 50}) == "its alpha is 1, which gives no variance");
  CHECK(reason("MPORC", matched).empty());
  CHECK(reason("MPORC", table) == "it does not give counts of pairs");
}

TEST_CASE("Degenerate data never give an effect that is not finite or a variance of zero") {
  std::vector<Data> hard{
      MatchedPairs{0, 0, 0, 0}, MatchedPairs{9, 0, 0, 0}, MatchedPairs{0, 0, 0, 9},
      MarginalPairs{{0, 9, 0, 9}, 1}, MarginalPairs{{9, 9, 9, 9}, 0}, MarginalPairs{{3, 9, 3, 9}, 1},
      StandardizedDifference{1e200, 10, 10}, StandardizedDifference{0, 1, 1}, Superiority{0, 1, 1},
      Superiority{0.5, 1, 1}, Reliability{-3, 2, 3}, Reliability{1, 1, 1}, RegressionTest{0, 4, 1, 1},
      RegressionTest{1e300, 9, 2, 0.5}, ExplainedVariance{1, 9, 2}, ExplainedVariance{0, 9, 2},
      PairedMeans{1, 1, 1, 1, 3, 1}, PairedMeans{0, 0, 1, 2, 3, -1}, PairedMeans{1e100, 1, 1e-100, 1, 9, 0},
      TwoMeans{1e100, 1e-100, 3, -1e100, 1e-100, 3}, TwoMeans{0, 1, 2, 0, 1, 2}, OneMean{0, 1, 2},
      OneRate{0, 1e-300}, PersonTime{0, 1, 0, 1}, TwoByTwo{0, 1, 1, 1}, TwoByTwo{1e9, 2e9, 1, 2e9},
      OneProportion{0, 1}, OneProportion{1, 1}, Genotypes{0, 5, 3}, Genotypes{5, 0, 3},
      Genotypes{5, 3, 0}, Genotypes{1e9, 1, 1e9}, Correlation{0, 4}, Correlation{0, 5}, Correlation{1, 9}};
  for (const Measure* measure : measures()) {
    std::vector<VarianceType> types{VarianceType::LS};
    types.insert(types.end(), measure->variances.begin(), measure->variances.end());
    for (const VarianceType type : types)
      for (const bool correct : {true, false})
        for (std::size_t i = 0; i < hard.size(); ++i) {
          CAPTURE(std::string(measure->id), i, static_cast<int>(type), correct);
          const Effects effects = of(measure->id, {hard[i]}, {type, correct});
          if (effects.k() == 0) {
            CHECK_FALSE(effects.left_out.at(0).reason.empty());
            continue;
          }
          CHECK(std::isfinite(effects.y[0]));
          CHECK((std::isfinite(effects.v[0]) && effects.v[0] > 0));
        }
  }
}

TEST_CASE("What a measure needs is the name of a shape of data") {
  for (const Measure* measure : measures()) {
    CAPTURE(std::string(measure->id));
    bool known = false;
    for (std::size_t i = 0; i < std::variant_size_v<Data>; ++i)
      known = known || shape_name(i) == measure->shape;
    CHECK(known);
  }
}

TEST_CASE("Display scales bring every transformed value back to what it was") {
  const auto back = [](std::string_view code, const Data& data) {
    return find_measure(code)->scale.to_display(one(code, data).y);
  };
  const OneProportion share{3, 10};
  for (const auto* code : {"PLN", "PRZ", "PAS", "PLO"}) {
    CAPTURE(code);
    CHECK(apart(back(code, share), 0.3) < closed_form);
  }
  const Reliability alpha{0.81, 10, 100};
  for (const auto* code : {"ARAW", "AHW", "ABT"}) CHECK(apart(back(code, alpha), 0.81) < closed_form);
  const ExplainedVariance r2{0.3, 80, 4};
  for (const auto* code : {"R2", "ZR2", "R2F", "ZR2F"}) CHECK(apart(back(code, r2), 0.3) < closed_form);
  CHECK(apart(back("IRS", OneRate{7, 50}), 0.14) < closed_form);
  const auto rate_back = find_measure("IRFT")->scale.to_display_n;
  for (const double x : {0.0, 1.0, 7.0, 1000.0})
    CHECK(std::abs(rate_back(one("IRFT", OneRate{x, 50}).y, 50) - x / 50) < 1e-12);
  CHECK(rate_back(-1, 50) == 0);
}

}  // namespace steelyard::support
