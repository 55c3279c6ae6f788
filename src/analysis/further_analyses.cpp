// The register of further analyses: a declaration and a row for each.
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace further {
extern const FurtherAnalysis leave_one_out;
extern const FurtherAnalysis heterogeneity_q;
extern const FurtherAnalysis heterogeneity_likelihood_ratio;
extern const FurtherAnalysis heterogeneity_mantel_haenszel;
extern const FurtherAnalysis heterogeneity_breslow_day;
extern const FurtherAnalysis heterogeneity_tarone;
extern const FurtherAnalysis meta_regression;
extern const FurtherAnalysis meta_regression_predictions;
extern const FurtherAnalysis permutation_test;
extern const FurtherAnalysis location_scale;
extern const FurtherAnalysis location_scale_identity;
extern const FurtherAnalysis variance_components;
extern const FurtherAnalysis cluster_robust;
extern const FurtherAnalysis sampling_correlation;
extern const FurtherAnalysis leave_one_cluster_out;
extern const FurtherAnalysis multivariate;
extern const FurtherAnalysis multivariate_regression;
extern const FurtherAnalysis leave_group_out;
extern const FurtherAnalysis cumulative;
extern const FurtherAnalysis influence;
extern const FurtherAnalysis blup;
extern const FurtherAnalysis gosh;
extern const FurtherAnalysis compare_models;
extern const FurtherAnalysis decision_grid;
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
extern const FurtherAnalysis general_fail_safe_n;
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

const FurtherAnalysis* const analyses[] = {
    &further::leave_one_out,
    &further::heterogeneity_q,
    &further::heterogeneity_likelihood_ratio,
    &further::heterogeneity_mantel_haenszel,
    &further::heterogeneity_breslow_day,
    &further::heterogeneity_tarone,
    &further::meta_regression,
    &further::meta_regression_predictions,
    &further::permutation_test,
    &further::location_scale,
    &further::location_scale_identity,
    &further::variance_components,
    &further::cluster_robust,
    &further::sampling_correlation,
    &further::leave_one_cluster_out,
    &further::multivariate,
    &further::multivariate_regression,
    &further::leave_group_out,
    &further::cumulative,
    &further::influence,
    &further::blup,
    &further::gosh,
    &further::compare_models,
    &further::decision_grid,
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
    &further::general_fail_safe_n,
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
  return analyses;
}

}  // namespace steelyard
