/// A claim set against controlled evidence.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "steelyard/claim/arithmetic.h"
#include "steelyard/claim/single_trial.h"
#include "steelyard/claim/verdict.h"
#include "steelyard/effect/effects.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// Intervals around the claimed share itself; they speak of the claimed group only.
struct ClaimedShare {
  double events = 0, n = 0;
  Bounds wilson, exact, jeffreys;
};

/// The controlled comparison as it enters the verdict, in events per 1,000, benefit positive.
struct ControlledEvidence {
  int k = 0;
  double e_events = 0, e_n = 0, c_events = 0, c_n = 0;  ///< raw totals
  double rd = 0, low = 0, high = 0;                     ///< per 1,000
  double level = 0.95;  ///< of the limits
  std::string method;  ///< "newcombe1998" or "pooled-at-median-control-risk"
  Position where = Position::inconclusive;
  bool near = false;
  std::optional<Bounds> rd_cross_check;  ///< Miettinen–Nurminen, per 1,000; k = 1
  std::optional<double> rr;              ///< of the linked analysis
  std::optional<Bounds> rr_interval;
  std::optional<ExactOdds> odds;   ///< k = 1
  std::optional<WeakModel> model;  ///< k = 1
};

struct Appraisal {
  std::size_t claim = 0;                ///< index into Review::claims
  std::optional<std::size_t> analysis;  ///< index into Review::analyses
  ArithmeticCheck arithmetic;
  std::optional<ClaimedShare> share;
  std::optional<double> zero_upper_one_sided, zero_upper_two_sided;  ///< zero events claimed
  std::optional<ControlledEvidence> controlled;
  std::optional<Grade> grade;
  std::string_view verdict = "NOT_TESTABLE";
  std::string reason;              ///< why this gate, a key of the phrases
  std::vector<std::string> flags;  ///< "COMPARATOR_MISSING", most consequential first
  bool harm_signal = false;
  bool by_evidence = false;  ///< the verdict was decided by looking at `controlled`
};

/// What the linked analysis gives the appraisal, all on the display scale.
struct LinkedEvidence {
  const Effects* effects = nullptr;
  std::optional<double> rr;  ///< pooled, if the measure is the risk ratio
  std::optional<Bounds> rr_interval;
  /// Absolute effect at the median control risk, per 1,000, in events (not yet benefit).
  std::optional<double> difference, difference_low, difference_high;
  double level = 0.95;                   ///< of the limits above
  std::optional<Grade> grade;
};

/// Appraises one claim. `linked` is null where the claim names no analysis.
Appraisal appraise(const Claim& claim, const Outcome* outcome, const LinkedEvidence* linked);

}  // namespace steelyard
