/// What one trial reported for one outcome.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "steelyard/base/notice.h"

namespace steelyard {

// The closed set of data shapes. Group e is the experimental arm, c the control arm. Counts are
// doubles because cluster-adjusted counts need not be whole; sizes and times are positive.

struct TwoByTwo {
  double e_events = 0, e_n = 0, c_events = 0, c_n = 0;
};
struct TwoMeans {
  double e_mean = 0, e_sd = 0, e_n = 0, c_mean = 0, c_sd = 0, c_n = 0;
};
struct PersonTime {
  double e_events = 0, e_time = 0, c_events = 0, c_time = 0;
};
struct OneProportion {
  double events = 0, n = 0;
};
struct OneMean {
  double mean = 0, sd = 0, n = 0;
};
struct OneRate {
  double events = 0, time = 0;
};
/// The same people twice: after and before, or matched pairs; r is the correlation of the pair.
struct PairedMeans {
  double post_mean = 0, pre_mean = 0, post_sd = 0, pre_sd = 0, n = 0, r = 0;
  bool by_post_sd = false;  ///< SMCR and SMCRH divide by post_sd, not by pre_sd
};
struct Correlation {
  double r = 0, n = 0;
};
/// An effect that the paper itself reports, already on the analysis scale.
struct GivenEffect {
  double estimate = 0, variance = 0;
};
struct ObservedMinusExpected {
  double o_minus_e = 0, variance = 0;
};

/// Pairs by where the event occurred: under both treatments, under one of them only, under neither.
struct MatchedPairs {
  double both = 0, e_only = 0, c_only = 0, neither = 0;
};
/// The margins of a table of pairs: each group has as many people as there are pairs. r is the
/// correlation (phi) of the pairs.
struct MarginalPairs {
  TwoByTwo table;
  double r = 0;
};
/// Cohen's d of two groups whose means are not known: printed, or from a t or F test.
struct StandardizedDifference {
  double d = 0, e_n = 0, c_n = 0;
};
/// The share of pairs in which the person of group e has the higher value, ties counted half: the
/// area under the curve.
struct Superiority {
  double auc = 0, e_n = 0, c_n = 0;
};
/// Cronbach's alpha of an instrument with so many items.
struct Reliability {
  double alpha = 0, items = 0, n = 0;
};
/// The t test of one coefficient of a regression with so many predictors, itself among them.
struct RegressionTest {
  double t = 0, n = 0, predictors = 0;
  std::optional<double> r2 = std::nullopt;  ///< of the whole regression
};
/// R² of a regression.
struct ExplainedVariance {
  double r2 = 0, n = 0, predictors = 0;
};
/// People of one group by their genotype at a place with two alleles.
struct Genotypes {
  double homozygous_dominant = 0, heterozygous = 0, homozygous_recessive = 0;
};

using Data = std::variant<TwoByTwo, TwoMeans, PersonTime, OneProportion, OneMean, OneRate,
                          PairedMeans, Correlation, GivenEffect, ObservedMinusExpected,
                          MatchedPairs, MarginalPairs, StandardizedDifference, Superiority,
                          Reliability, RegressionTest, ExplainedVariance, Genotypes>;

/// "counts in two groups", "means in two groups" …, in the order of the variant.
std::string_view shape_name(std::size_t index);

/// What is known of how a row's sampling error goes along with that of another row.
struct SamplingCovariance {
  int line = 0;              ///< of the other row in the table, or of this one: its variance
  double value = 0;          ///< on the analysis scale, squared
  bool correlation = false;  ///< the value is a correlation instead
  Place where;               ///< of the statement
};

/// One row of a study table.
struct Study {
  std::string name;          ///< "Deng 2017": study and year, unique within its analysis
  std::vector<Data> data;    ///< every form in which the row's cells are complete and possible
  std::vector<std::string> gaps;  ///< one for each form begun but incomplete: "c_sd is missing"
  /// Every cell that was reported (not empty, NA, NR, - …), by column title as in the file.
  std::vector<std::pair<std::string, std::string>> cells;
  /// Texts under the cluster columns, outer first: rows with the same are effects of one study.
  /// Empty unless the analysis has clusters.
  std::vector<std::string> clusters = {};
  std::vector<SamplingCovariance> covariances = {};  ///< each stands in the rows of both effects
  std::optional<double> year;
  Place where;

  /// The cell under a column (ASCII case does not matter); empty if there is none.
  [[nodiscard]] std::string_view cell(std::string_view column) const;
  /// The first data of shape T; null if the row does not give it.
  template <class T>
  [[nodiscard]] const T* as() const {
    for (const Data& each : data)
      if (const T* found = std::get_if<T>(&each)) return found;
    return nullptr;
  }
};

/// A possible impossibility: `quantity is value, but must be bound`. The column names are canonical
/// ("e_events"), to be replaced by what the file calls them.
struct Impossibility {
  std::string_view column;
  std::string must_be;        ///< "0 to 2545 (e_n)"
  std::string_view other;     ///< the column it clashes with; empty if none
  std::string hint;
  bool doubtful = false;      ///< a warning (a count that is not whole), not an error
  /// A warning too: no contradiction, but no effect can be computed from the row (an SD of 0).
  bool no_effect = false;
};

/// What cannot be (events over total, negative size, SD ≤ 0 …) in one study's data.
/// Needs no file and no mathematics. A value that was not reported may be given as NaN: nothing is
/// said about it, and the others are checked all the same.
std::vector<Impossibility> impossibilities(const Data& data);

}  // namespace steelyard
