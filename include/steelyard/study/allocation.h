/// How people came into the groups of a study, by the words of its table.
#pragma once
#include <string_view>

#include "steelyard/study/study.h"

namespace steelyard {

enum class Allocation {
  unsaid,      ///< no words, or none that tell: "double-blind, placebo-controlled"
  random,      ///< "randomised", "minimisation", "drawn by lot"
  not_random,  ///< "retrospective cohort", "alternate", "random allocation not stated"
};

/// By the words of a column `design`.
Allocation allocation_by_design(std::string_view text);

/// By the words of a column `allocation`: there every text that does not tell of chance tells against it.
Allocation allocation_by_column(std::string_view text);

/// Whether one of the two columns tells of chance and the other against it.
bool allocation_in_conflict(const Study& study);

/// Whether either column says anything at all.
bool design_is_said(const Study& study);

/// Whether nothing in the row tells against allocation at random.
bool may_be_random(const Study& study);

}  // namespace steelyard
