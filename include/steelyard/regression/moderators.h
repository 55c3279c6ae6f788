/// The design matrix that a model formula makes of the columns of a table.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "steelyard/study/formula.h"
#include "steelyard/study/study.h"

namespace steelyard {

/// A column of the table as the model sees it.
struct Moderator {
  std::string title;
  bool categorical = false;
  /// Categories in alphabetical order, numbers in numerical order. The first is the reference: the
  /// others have a coefficient each, the difference from it.
  std::vector<std::string> levels;
  double mean = 0, least = 0, most = 0;  ///< of a continuous one, over the studies used
};

/// A term and the columns of the design matrix that it has.
struct DesignTerm {
  std::string label;
  std::vector<std::size_t> moderators;  ///< positions among the moderators
  std::vector<std::size_t> columns;     ///< of the design matrix
};

struct ModeratorDesign {
  std::vector<Moderator> moderators;
  std::vector<DesignTerm> terms;
  std::vector<std::string> names;    ///< of the columns: "intercept", "year", "alloc=random"
  Eigen::MatrixXd X;                 ///< a row for each study used; the first column is all ones
  std::vector<std::size_t> used;     ///< positions among the rows given
  std::vector<std::size_t> missing;  ///< those without a value in some column
};

/// Builds the design of those rows that have a value in every column.
///
/// A column is continuous if it holds numbers, categorical if it holds text or stands in factor().
/// Gives: absent, with the reason in `why`, if a column holds both, or no row is left
std::optional<ModeratorDesign> design_of(const Formula& formula, std::span<const Study* const> rows,
                                         std::string& why);

/// The row of the design matrix at a point. Moderators that the point does not name are held at
/// their mean or reference.
/// Gives: absent, with the reason in `why`, if the point names no moderator or no category
std::optional<Eigen::VectorXd> design_row(const ModeratorDesign& design,
                                          const PredictionPoint& point, std::string& why);

}  // namespace steelyard
