// The Mantel–Haenszel formulas for given tables.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "steelyard/pool/method.h"

namespace steelyard {

/// Estimate and standard error on the analysis scale and the weights of the tables; absent, with the reason,
/// if the tables give no estimate. Q is left to the caller.
/// Takes: counts in two groups for RR, OR and RD, with person-time for IRR and IRD.
std::optional<ModelFit> mantel_haenszel_fit(const Measure& measure, std::span<const Data> tables, std::string& why);

/// The pooled risk difference with weights n1 n2/N, and its variance as of Greenland and Robins: both from the
/// `tables`, the differences of the studies from `y`, one for each.
std::optional<ModelFit> greenland_difference(std::span<const Data> tables, const Eigen::ArrayXd& y, std::string& why);

/// The tables of all studies, also of those without an effect of their own. Absent, with the reason, if a study gives
/// only an effect.
std::optional<std::vector<Data>> all_tables(const Effects& effects, std::string& why);

/// Q around the estimate of `fit`: tables without events, or without non-events, in both arms have no effect of their
/// own and do not count, whatever the zero cell setting.
void set_study_q(const Effects& effects, ModelFit& fit);

/// The table of row i; null, with the reason, if the row gives only an effect.
const TwoByTwo* table_of(const Effects& effects, std::size_t i, std::string& why);

/// The same with what its own effect adds to its cells; absent, with the reason, if it has no effect of its own.
std::optional<TwoByTwo> corrected_table(const TwoByTwo& counts, const EffectContext& context, std::string& why);

}  // namespace steelyard
