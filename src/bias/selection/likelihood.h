// The likelihood of a selection model.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <vector>

#include "steelyard/bias/selection.h"

namespace steelyard {

/// log L with its derivatives by μ, τ² and every δ.
struct SelectionSurface {
  double value = 0;
  Eigen::VectorXd gradient;
  Eigen::MatrixXd hessian;
};

/// The effects as the selection sees them: z = y/√v, turned so that selection favours high z.
class SelectionLikelihood {
 public:
  SelectionLikelihood(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v,
                      const SelectionSettings& settings);

  /// log L; −infinity where an observed study would have no chance to be seen. `delta`: all of
  /// them.
  [[nodiscard]] double operator()(double mu, double tau2, const Eigen::ArrayXd& delta) const;

  /// The same with derivatives. Absent where the weight has none, or where a study's chance to be
  /// seen is too small to be summed without logarithms.
  [[nodiscard]] std::optional<SelectionSurface> surface(double mu, double tau2,
                                                        const Eigen::ArrayXd& delta) const;

  /// Studies in each interval of the steps.
  [[nodiscard]] std::vector<int> counts() const;

 private:
  // A stretch of z on which the weight is constant.
  struct Stretch {
    double low, high;
    SelectionPoint point;  // of a constant weight
  };

  [[nodiscard]] SelectionPoint point_at(double z) const;
  [[nodiscard]] double log_weight(const SelectionPoint& point, const Eigen::ArrayXd& delta) const;
  [[nodiscard]] WeightSlopes weight_slopes(const SelectionPoint& point,
                                           const Eigen::ArrayXd& delta) const;
  [[nodiscard]] double log_seen(double mean, double sd, const std::vector<double>& stretch_weights,
                                const std::vector<double>& stretch_factors,
                                const Eigen::ArrayXd& node_weights) const;
  void lay_out();

  const SelectionModel& model_;
  bool two_sided_;
  std::vector<double> steps_;
  double least_p_, most_p_;  // P values are moved into these
  Eigen::ArrayXd y_, v_, root_v_;
  SelectionPoint threshold_;  // up to the first step a smooth weight is 1
  std::vector<SelectionPoint> observed_;
  std::vector<Stretch> stretches_;
  std::vector<SelectionPoint> nodes_;  // of the panels on which it is not
  Eigen::ArrayXd node_z_, node_size_;
};

}  // namespace steelyard
