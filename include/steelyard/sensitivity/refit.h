/// The pooled answer of some of the studies, as often as needed.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "steelyard/pool/synthesis.h"

namespace steelyard {

/// What a sensitivity analysis looks at. One study has an estimate, but no heterogeneity.
struct Refit {
  int k = 0;
  std::optional<double> estimate, se;  ///< analysis scale; se is that of the model
  std::optional<Interval> interval;
  std::optional<double> tau2;  ///< absent under the common effect, too
  std::optional<double> i2, h2, q, q_p;
  std::string why;  ///< why there is no estimate
};

/// Pools any members of an analysis by its own method.
///
/// Members are numbered from 0: first the effects, then, if the method pools counts, the tables of
/// Effects::without_effect. Gives what pool() gives, but computes nothing that a Refit does not
/// hold.
class Refitter {
 public:
  Refitter(const Effects& effects, const Method& method);

  [[nodiscard]] std::size_t members() const { return members_; }
  [[nodiscard]] std::string_view name(std::size_t member) const;
  /// Index of the member's study among the studies given to compute_effects().
  [[nodiscard]] std::size_t study(std::size_t member) const;

  [[nodiscard]] Refit of(std::span<const std::size_t> chosen) const;
  [[nodiscard]] Refit all() const;

 private:
  const Effects* effects_;
  Method method_;  // complete
  bool plain_;     // weights 1/(v + τ²), and nothing else
  std::size_t members_;

  [[nodiscard]] Refit plainly(std::span<const std::size_t> chosen) const;
};

/// True if the method pools by weights 1/(v + τ²), which the diagnostics of single studies need.
bool weights_by_variance(const Effects& effects, const Method& method);

}  // namespace steelyard
