// The relative excess heterozygosity against metafor and against the formula by shares.
#include <cmath>

#include "steelyard/effect/effects.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"

namespace steelyard::support {

namespace {

Effects excess(const std::vector<Data>& data) {
  std::vector<Study> studies;
  for (const Data& each : data) studies.emplace_back().data = {each};
  return compute_effects(studies, *find_measure("REH"), {});
}

// Controls of Frank et al. 2008 (dat.frank2008 of metadat), on which Ziegler et al. 2011 show the measure.
const std::vector<Data> frank{Genotypes{270, 506, 263}, Genotypes{245, 608, 321},
                              Genotypes{285, 492, 229}, Genotypes{1149, 2263, 1062}};

}  // namespace

TEST_CASE("The relative excess heterozygosity agrees with metafor") {
  constexpr double y[] = {-0.051898506860549420, 0.080678034568850254, -0.037774055979082122,
                          0.024021225248271993};
  constexpr double v[] = {0.00385278085311148606, 0.00344396120474751641, 0.00400141636442795118,
                          0.00089487669595011033};
  const Effects effects = excess(frank);
  REQUIRE(effects.k() == 4);
  for (Eigen::Index i = 0; i < 4; ++i) {
    CHECK(std::abs(effects.y[i] - y[i]) < 1e-13);
    CHECK(std::abs(effects.v[i] - v[i]) < 1e-13);
  }
}

TEST_CASE("The relative excess heterozygosity is the formula by shares of the genotypes") {
  for (const Genotypes& t : {Genotypes{3, 8, 2}, Genotypes{40, 1, 7}, Genotypes{0.5, 12, 90}}) {
    const double n = t.homozygous_dominant + t.heterozygous + t.homozygous_recessive;
    const double p0 = t.homozygous_dominant / n, p1 = t.heterozygous / n, p2 = t.homozygous_recessive / n;
    const Effects effects = excess({t});
    REQUIRE(effects.k() == 1);
    CHECK(std::abs(effects.y[0] - 0.5 * std::log(p1 * p1 / (4 * p0 * p2))) < 1e-12);
    const double v = ((1 - p1) / (4 * p0 * p2) + 1 / p1) / n;
    CHECK(std::abs(effects.v[0] / v - 1) < 1e-12);
  }
  // Hardy and Weinberg's equilibrium, with alleles as 3 to 7.
  CHECK(std::abs(excess({Genotypes{9, 42, 49}}).y[0]) < 1e-15);
}

TEST_CASE("A genotype that nobody has gives no excess of heterozygotes, and nothing is added to it") {
  for (const Genotypes& t : {Genotypes{0, 5, 3}, Genotypes{5, 0, 3}, Genotypes{5, 3, 0}}) {
    const Effects effects = excess({t});
    REQUIRE(effects.left_out.size() == 1);
    CHECK(effects.left_out[0].reason == "nobody has one of the three genotypes");
  }
  CHECK(impossibilities(Genotypes{0, 0, 0}).size() == 1);
  CHECK(impossibilities(Genotypes{4, -1, 2}).at(0).column == "heterozygous");
}

TEST_CASE("Columns of genotypes are read by name and by metafor's letters, and counts with di are a table") {
  const std::string by_name = "homozygous_dominant,heterozygous,homozygous_recessive\nA,270,506,263\n";
  for (const std::string& titles : {"study," + by_name, std::string("study,ai,bi,ci\nA,270,506,263\n")}) {
    const StudyTable read = parse_table(titles, "t.csv", {}).value;
    REQUIRE(read.studies.size() == 1);
    const auto* found = read.studies[0].as<Genotypes>();
    REQUIRE(found != nullptr);
    CHECK(found->homozygous_dominant == 270);
    CHECK(found->heterozygous == 506);
    CHECK(found->homozygous_recessive == 263);
  }
  const StudyTable table = parse_table("study,ai,bi,ci,di\nA,1,2,3,4\n", "t.csv", {}).value;
  CHECK(table.studies.at(0).as<Genotypes>() == nullptr);
  CHECK(table.studies.at(0).as<TwoByTwo>() != nullptr);
}

}  // namespace steelyard::support
