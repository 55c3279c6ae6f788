// Shares pooled on the double arcsine scale and uncorrected tables, from settings to what is shown.
#include <algorithm>

#include "steelyard/analysis/analysis.h"
#include "support/catch.h"

namespace {

using steelyard::AnalysisFinding;
using steelyard::Data;
using steelyard::Study;

AnalysisFinding analysed(const std::vector<Data>& data, steelyard::Settings settings) {
  std::vector<Study> studies;
  for (const Data& each : data) {
    Study study;
    study.name = std::string(1, static_cast<char>('A' + studies.size()));
    study.data = {each};
    study.cells = {
        {"dose", studies.size() < 2 ? "low" : "high"}
    };
    studies.push_back(study);
  }
  return steelyard::analyse_studies(studies, steelyard::make_plan(settings, {}).value);
}

constexpr double iterated = 1e-8;  // τ² by iteration in both programs

}  // namespace

TEST_CASE("Study rows on the double arcsine scale show their own share, the pooled row metafor's") {
  using steelyard::OneProportion;
  const steelyard::Settings common{
      {"measure", {"PFT", {}, ""}   },
      {"model",   {"common", {}, ""}}
  };
  const auto middle = analysed(
      {
          OneProportion{5,  10},
          OneProportion{20, 50},
          OneProportion{11, 30}
  },
      common);
  CHECK(middle.studies[0].shown.estimate == Approx(0.5).epsilon(1e-12));
  CHECK(middle.studies[1].shown.estimate == Approx(0.4).epsilon(1e-12));
  CHECK(middle.studies[2].shown.estimate == Approx(11.0 / 30).epsilon(1e-12));
  // metafor 3.8-1: transf.ipft of the limits, predict(rma(…), transf = transf.ipft.hm).
  CHECK(middle.studies[0].shown.low == Approx(0.189160941694908).epsilon(iterated));
  CHECK(middle.studies[2].shown.high == Approx(0.548328972535814).epsilon(iterated));
  REQUIRE(middle.pooled);
  CHECK(middle.pooled->estimate == Approx(0.397774339079663).epsilon(iterated));
  CHECK(middle.pooled->low == Approx(0.295189853419379).epsilon(iterated));
  CHECK(middle.pooled->high == Approx(0.504669850751877).epsilon(iterated));

  const auto rare = analysed(
      {
          OneProportion{0, 10 },
          OneProportion{0, 200},
          OneProportion{1, 30 }
  },
      common);
  CHECK(rare.studies[0].shown.estimate == 0);
  CHECK(rare.studies[0].shown.high == Approx(0.16517112630861969).epsilon(iterated));
  CHECK(rare.studies[1].shown.high == Approx(0.00857739447674671).epsilon(iterated));
  REQUIRE(rare.pooled);
  CHECK(rare.pooled->estimate == 0);
  CHECK(rare.pooled->high == Approx(0.00152844109349098).epsilon(iterated));

  const auto wide = analysed(
      {
          OneProportion{2,  10},
          OneProportion{40, 50},
          OneProportion{11, 30},
          OneProportion{30, 32}
  },
      {{"measure", {"PFT", {}, ""}}});
  REQUIRE(wide.pooled);
  CHECK(wide.pooled->estimate == Approx(0.616714627025123).epsilon(1e-6));
  CHECK(wide.pooled->low == Approx(0.251849521263674).epsilon(1e-6));
  REQUIRE(wide.prediction);
  CHECK(wide.prediction->low == Approx(0.000640855455892375).epsilon(1e-4));
  CHECK(wide.prediction->high == 1);
}

TEST_CASE("A pooled double arcsine comes with a note about its way back, a single one does not") {
  using steelyard::OneProportion;
  const steelyard::Settings settings{
      {"measure", {"PFT", {}, ""}}
  };
  const auto note_of = [](const AnalysisFinding& finding) {
    const auto& notes = finding.synthesis.notes;
    const auto at = std::ranges::find(notes, "freeman-tukey", &steelyard::FitNote::code);
    return at == notes.end() ? "" : at->text;
  };
  CHECK(note_of(analysed(
            {
                OneProportion{2, 10},
                OneProportion{5, 10}
  },
            settings)) ==
        "the pooled share is back-transformed at the harmonic mean of the group sizes (10.0), "
        "which can mislead where the sizes differ much");
  CHECK(note_of(analysed(
                    {
                        OneProportion{2, 10}
  },
                    settings))
            .empty());
}

TEST_CASE("An addend that is typed reaches the double arcsine, also if it is the usual one") {
  const auto y = [](const steelyard::Settings& settings) {
    return analysed(
               {
                   steelyard::OneProportion{0, 10}
    },
               settings)
        .effects.y[0];
  };
  const double plain = y({
      {"measure", {"PFT", {}, ""}}
  });
  CHECK(plain == Approx(0.1531).margin(1e-4));
  CHECK(y({
            {"measure", {"PFT", {}, ""}},
            {"add",     {"0.5", {}, ""}}
  }) ==
        Approx(0.2835).margin(1e-4));
}

TEST_CASE("Uncorrected tables are in the totals and in the pooled result of their subgroup") {
  using steelyard::TwoByTwo;
  const auto finding = analysed(
      {
          TwoByTwo{0,  100, 5, 100},
          TwoByTwo{10, 100, 4, 100},
          TwoByTwo{7,  80,  3, 90 }
  },
      {{"measure", {"OR", {}, ""}},
       {"model", {"common", {}, ""}},
       {"to", {"none", {}, ""}},
       {"pooling", {"mantel-haenszel", {}, ""}},
       {"subgroup", {"dose", {}, ""}}});
  REQUIRE(finding.pooled);
  CHECK(finding.pooled->estimate == Approx(1.5));
  CHECK(finding.synthesis.k == 3);
  CHECK(finding.studies.size() == 2);
  CHECK(finding.effects.participants == 570);
  CHECK(finding.c_n == 290);
  REQUIRE(finding.subgroups.size() == 2);
  CHECK(finding.subgroups[0].synthesis.k == 2);
  // (10 · 96 / 200) / (100 · 5 / 200 + 90 · 4 / 200)
  CHECK(finding.subgroups[0].pooled->estimate == Approx(4.8 / 4.3));
}
