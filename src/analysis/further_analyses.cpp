// The register of further analyses: a declaration and a row for each.
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace further {
extern const FurtherAnalysis leave_one_out;
extern const FurtherAnalysis egger;
extern const FurtherAnalysis egger_random;
extern const FurtherAnalysis begg;
extern const FurtherAnalysis thompson;
extern const FurtherAnalysis harbord;
extern const FurtherAnalysis peters;
extern const FurtherAnalysis macaskill;
extern const FurtherAnalysis deeks;
extern const FurtherAnalysis schwarzer;
extern const FurtherAnalysis pustejovsky;
extern const FurtherAnalysis trim_and_fill;
extern const FurtherAnalysis pet_peese;
extern const FurtherAnalysis limit_meta_analysis;
extern const FurtherAnalysis fail_safe_n;
extern const FurtherAnalysis excess_significance;
extern const FurtherAnalysis funnel;
extern const FurtherAnalysis selection_steps;
extern const FurtherAnalysis selection_weights_fixed;
extern const FurtherAnalysis selection_beta;
extern const FurtherAnalysis selection_half_normal;
extern const FurtherAnalysis selection_negative_exponential;
extern const FurtherAnalysis selection_logistic;
extern const FurtherAnalysis selection_power;
extern const FurtherAnalysis selection_negative_exponential_power;
}

namespace {

const FurtherAnalysis* const rows[] = {
    &further::leave_one_out,
    &further::egger,
    &further::egger_random,
    &further::begg,
    &further::thompson,
    &further::harbord,
    &further::peters,
    &further::macaskill,
    &further::deeks,
    &further::schwarzer,
    &further::pustejovsky,
    &further::trim_and_fill,
    &further::pet_peese,
    &further::limit_meta_analysis,
    &further::fail_safe_n,
    &further::excess_significance,
    &further::funnel,
    &further::selection_steps,
    &further::selection_weights_fixed,
    &further::selection_beta,
    &further::selection_half_normal,
    &further::selection_negative_exponential,
    &further::selection_logistic,
    &further::selection_power,
    &further::selection_negative_exponential_power,
};

}  // namespace

std::span<const FurtherAnalysis* const> further_analyses() {
  return rows;
}

}  // namespace steelyard
