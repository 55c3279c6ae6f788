// Known covariances of the sampling errors of one study's effects: from rows of the table to effects.
#include "analysis/covariances.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>

#include "multilevel/levels.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

class CovarianceSetter {
 public:
  CovarianceSetter(Effects& effects, const std::vector<Study>& studies)
      : effects_(effects), studies_(studies), study_(effects.clusters.front().group) {}

  Notices set() {
    effects_.covariances_known = true;
    for (std::size_t i = 0; i < effects_.study.size(); ++i)
      at_line_[studies_[effects_.study[i]].where.line] = i;
    for (std::size_t i = 0; i < effects_.study.size(); ++i)
      for (const SamplingCovariance& each : studies_[effects_.study[i]].covariances)
        if (const auto found = at_line_.find(each.line); found != at_line_.end())
          set_pair(i, found->second, each);
    find_missing();
    if (notices_.empty()) find_impossible();
    return notices_;
  }

 private:
  void complain(const Place& where, std::string text, std::string hint) {
    notices_.push_back({Severity::error, where, std::move(text), "", 0, std::move(hint)});
  }
  [[nodiscard]] double v(std::size_t i) const { return effects_.v[static_cast<Eigen::Index>(i)]; }
  [[nodiscard]] std::string pair(std::size_t i, std::size_t j) const {
    return effects_.name[i] + " and " + effects_.name[j];
  }

  void set_pair(std::size_t i, std::size_t j, const SamplingCovariance& stated) {
    if (i == j) return check_variance(i, stated);
    if (i > j) return;  // the other row says the same
    if (study_[i] != study_[j])
      return complain(stated.where, pair(i, j) + " are not effects of one study",
                      "sampling errors of different studies are independent");
    stated_.insert({i, j});
    const double most = std::sqrt(v(i)) * std::sqrt(v(j));
    const double covariance = stated.correlation ? stated.value * most : stated.value;
    constexpr double rounding = 1e-7;
    if (!(std::abs(covariance) < most * (1 - rounding)))
      return complain(
          stated.where,
          fmt::format("{}: the {} is {}, but must be below {} in size", pair(i, j),
                      stated.correlation ? "correlation" : "covariance", shortest(stated.value),
                      stated.correlation ? "1" : fmt::format("{:.4g}", most)),
          stated.correlation ? "" : "the square root of the product of their variances");
    effects_.covariances.push_back({i, j, covariance});
  }

  // Printed values are rounded.
  void check_variance(std::size_t i, const SamplingCovariance& stated) {
    constexpr double rounding = 0.02;
    const double expected = stated.correlation ? 1 : v(i);
    if (std::abs(stated.value - expected) <= rounding * expected) return;
    complain(stated.where,
             fmt::format("{}: the {} is {}, but must be {:.4g}", effects_.name[i],
                         stated.correlation ? "correlation with itself" : "variance",
                         shortest(stated.value), expected),
             stated.correlation ? "" : "the variance of this effect in the analysis");
  }

  // The first pair of each study that nothing is said of.
  void find_missing() {
    std::set<int> told;
    for (std::size_t i = 0; i < study_.size(); ++i)
      for (std::size_t j = i + 1; j < study_.size(); ++j)
        if (study_[i] == study_[j] && !stated_.contains({i, j}) && told.insert(study_[i]).second)
          complain(studies_[effects_.study[j]].where,
                   pair(i, j) + ": no covariance of these effects is given",
                   "write 0 if their sampling errors are independent; nothing else is assumed");
  }

  void find_impossible() {
    for (const SamplingBlock& block : sampling_blocks(effects_, 0)) {
      if (possible(block)) continue;
      const auto first = static_cast<std::size_t>(block.rows.front());
      const Study& row = studies_[effects_.study[first]];
      const std::string name = row.clusters.empty() ? row.name : row.clusters.front();
      complain(row.covariances.empty() ? row.where : row.covariances.front().where,
               name + ": no effects can have these variances and covariances together",
               "the matrix of this study is not positive definite");
    }
  }

  Effects& effects_;
  const std::vector<Study>& studies_;
  const std::vector<int>& study_;
  std::map<int, std::size_t> at_line_;
  std::set<std::pair<std::size_t, std::size_t>> stated_;
  Notices notices_;
};

}  // namespace

Notices set_covariances(Effects& effects, const std::vector<Study>& studies) {
  return CovarianceSetter(effects, studies).set();
}

}  // namespace steelyard
