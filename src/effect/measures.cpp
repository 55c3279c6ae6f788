// The register of effect measures.
#include "steelyard/effect/measure.h"

namespace steelyard {

namespace measure {
extern const Measure risk_ratio;
extern const Measure odds_ratio;
extern const Measure risk_difference;
extern const Measure peto_odds_ratio;
extern const Measure arcsine_difference;
extern const Measure probit_difference;
extern const Measure odds_to_difference_normal;
extern const Measure odds_to_difference_logistic;
extern const Measure mean_difference;
extern const Measure standardized_mean_difference;
extern const Measure ratio_of_means;
extern const Measure standardized_difference_unequal;
extern const Measure glass_delta;
extern const Measure glass_delta_unequal;
extern const Measure log_variability_ratio;
extern const Measure log_variation_ratio;
extern const Measure superiority;
extern const Measure area_under_curve;
extern const Measure normal_superiority;
extern const Measure normal_area_under_curve;
extern const Measure difference_to_odds_normal;
extern const Measure difference_to_odds_logistic;
extern const Measure rate_ratio;
extern const Measure hazard_ratio;
extern const Measure rate_difference;
extern const Measure root_rate_difference;
extern const Measure mean_change;
extern const Measure change_by_change_sd;
extern const Measure change_by_one_sd;
extern const Measure change_by_one_sd_unequal;
extern const Measure change_by_pooled_sd;
extern const Measure change_by_pooled_sd_unequal;
extern const Measure change_ratio_of_means;
extern const Measure change_variability_ratio;
extern const Measure change_variation_ratio;
extern const Measure change_superiority;
extern const Measure change_area_under_curve;
extern const Measure matched_risk_ratio;
extern const Measure matched_odds_ratio;
extern const Measure matched_risk_difference;
extern const Measure conditional_odds_ratio;
extern const Measure conditional_peto;
extern const Measure marginal_odds_ratio;
extern const Measure fisher_correlation;
extern const Measure correlation;
extern const Measure unbiased_correlation;
extern const Measure phi;
extern const Measure phi_z;
extern const Measure yule_q;
extern const Measure yule_y;
extern const Measure tetrachoric;
extern const Measure tetrachoric_z;
extern const Measure point_biserial_correlation;
extern const Measure point_biserial_fisher;
extern const Measure biserial_correlation;
extern const Measure biserial_fisher;
extern const Measure partial_correlation;
extern const Measure partial_correlation_z;
extern const Measure semipartial_correlation;
extern const Measure semipartial_correlation_z;
extern const Measure r_squared;
extern const Measure r_squared_z;
extern const Measure r_squared_fixed;
extern const Measure r_squared_fixed_z;
extern const Measure alpha;
extern const Measure alpha_cube_root;
extern const Measure alpha_logarithm;
extern const Measure proportion;
extern const Measure logit_proportion;
extern const Measure double_arcsine_proportion;
extern const Measure log_proportion;
extern const Measure probit_proportion;
extern const Measure arcsine_proportion;
extern const Measure mean;
extern const Measure standardized_mean;
extern const Measure logarithm_of_mean;
extern const Measure logarithm_of_sd;
extern const Measure logarithm_of_cv;
extern const Measure log_rate;
extern const Measure rate;
extern const Measure root_rate;
extern const Measure double_root_rate;
extern const Measure excess_heterozygosity;
extern const Measure given;
}  // namespace measure

namespace {

constexpr const Measure* rows[] = {
    &measure::risk_ratio,
    &measure::odds_ratio,
    &measure::risk_difference,
    &measure::peto_odds_ratio,
    &measure::arcsine_difference,
    &measure::probit_difference,
    &measure::odds_to_difference_normal,
    &measure::odds_to_difference_logistic,
    &measure::mean_difference,
    &measure::standardized_mean_difference,
    &measure::ratio_of_means,
    &measure::standardized_difference_unequal,
    &measure::glass_delta,
    &measure::glass_delta_unequal,
    &measure::log_variability_ratio,
    &measure::log_variation_ratio,
    &measure::superiority,
    &measure::area_under_curve,
    &measure::normal_superiority,
    &measure::normal_area_under_curve,
    &measure::difference_to_odds_normal,
    &measure::difference_to_odds_logistic,
    &measure::rate_ratio,
    &measure::hazard_ratio,
    &measure::rate_difference,
    &measure::root_rate_difference,
    &measure::mean_change,
    &measure::change_by_change_sd,
    &measure::change_by_one_sd,
    &measure::change_by_one_sd_unequal,
    &measure::change_by_pooled_sd,
    &measure::change_by_pooled_sd_unequal,
    &measure::change_ratio_of_means,
    &measure::change_variability_ratio,
    &measure::change_variation_ratio,
    &measure::change_superiority,
    &measure::change_area_under_curve,
    &measure::matched_risk_ratio,
    &measure::matched_odds_ratio,
    &measure::matched_risk_difference,
    &measure::conditional_odds_ratio,
    &measure::conditional_peto,
    &measure::marginal_odds_ratio,
    &measure::fisher_correlation,
    &measure::correlation,
    &measure::unbiased_correlation,
    &measure::phi,
    &measure::phi_z,
    &measure::yule_q,
    &measure::yule_y,
    &measure::tetrachoric,
    &measure::tetrachoric_z,
    &measure::point_biserial_correlation,
    &measure::point_biserial_fisher,
    &measure::biserial_correlation,
    &measure::biserial_fisher,
    &measure::partial_correlation,
    &measure::partial_correlation_z,
    &measure::semipartial_correlation,
    &measure::semipartial_correlation_z,
    &measure::r_squared,
    &measure::r_squared_z,
    &measure::r_squared_fixed,
    &measure::r_squared_fixed_z,
    &measure::alpha,
    &measure::alpha_cube_root,
    &measure::alpha_logarithm,
    &measure::proportion,
    &measure::logit_proportion,
    &measure::double_arcsine_proportion,
    &measure::log_proportion,
    &measure::probit_proportion,
    &measure::arcsine_proportion,
    &measure::mean,
    &measure::standardized_mean,
    &measure::logarithm_of_mean,
    &measure::logarithm_of_sd,
    &measure::logarithm_of_cv,
    &measure::log_rate,
    &measure::rate,
    &measure::root_rate,
    &measure::double_root_rate,
    &measure::excess_heterozygosity,
    &measure::given,
};

}  // namespace

std::span<const Measure* const> measures() {
  return rows;
}

}  // namespace steelyard
