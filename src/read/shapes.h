// Which columns make which shape of data.
#pragma once
#include <array>
#include <span>

#include "columns.h"

namespace steelyard {

// The columns of a shape, and those that no other shape has: they show which shape a row began.
struct RowShape {
  std::size_t field_count, own_count;
  std::array<Number, 6> fields;
  std::array<Number, 4> own;

  [[nodiscard]] std::span<const Number> needs() const {
    return std::span(fields).first(field_count);
  }
  [[nodiscard]] std::span<const Number> begins() const { return std::span(own).first(own_count); }
};

namespace row_shapes {
using enum Number;

// In the order of the variant `Data`, as far as a shape is simply its columns: given effects and observed
// minus expected events, which stand after the correlation there, are not here.
inline constexpr std::array<RowShape, 16> simple{
    {
     {4, 2, {e_events, e_n, c_events, c_n}, {e_events, c_events}},
     {6, 4, {e_mean, e_sd, e_n, c_mean, c_sd, c_n}, {e_mean, e_sd, c_mean, c_sd}},
     {4, 2, {e_events, e_time, c_events, c_time}, {e_time, c_time}},
     {2, 1, {events, n}, {events}},
     {3, 2, {mean, sd, n}, {mean, sd}},
     {2, 1, {events, time}, {time}},
     {6,
         4,
         {post_mean, pre_mean, post_sd, pre_sd, n, r},
         {post_mean, pre_mean, post_sd, pre_sd}},
     {2, 1, {r, n}, {r}},
     {4,
         4,
         {pairs_both, pairs_e_only, pairs_c_only, pairs_neither},
         {pairs_both, pairs_e_only, pairs_c_only, pairs_neither}},
     {5, 1, {e_events, e_n, c_events, c_n, r}, {r}},
     {3, 4, {cohens_d, e_n, c_n}, {cohens_d, t_value, f_value, signed_p}},
     {3, 1, {auc, e_n, c_n}, {auc}},
     {3, 2, {alpha, items, n}, {alpha, items}},
     {3, 2, {t_value, predictors, n}, {t_value, signed_p}},
     {3, 2, {r2, predictors, n}, {r2, f_value}},
     {3,
         3,
         {homozygous_dominant, heterozygous, homozygous_recessive},
         {homozygous_dominant, heterozygous, homozygous_recessive}},
     }
};
inline constexpr std::array<Number, 2> observed_minus_expected{o_minus_e, variance};
}  // namespace row_shapes

}  // namespace steelyard
