/// The faces of a document: Lato with DejaVu Sans behind it, shared read-only by all threads.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "steelyard/draw/fonts.h"

namespace steelyard {

/// Loaded once a process; const afterwards. Throws Error(no_input) naming the missing file and the
/// Debian package that brings it.
/// Looks in STEELYARD_FONTS if set, else in the places Debian uses.
class FontSet : public FontMetrics {
 public:
  FontSet();
  ~FontSet() override;
  FontSet(const FontSet&) = delete;
  FontSet& operator=(const FontSet&) = delete;
  [[nodiscard]] double width(std::string_view text, Face face, double size) const override;
  [[nodiscard]] double ascent(Face face, double size) const override;
  [[nodiscard]] double descent(Face face, double size) const override;
  /// The first character of `text` that neither face has, as "U+1F600 (in \"…\")"; empty if all
  /// are there. Control characters other than a line feed count as missing.
  [[nodiscard]] std::string missing_glyph(std::string_view text, Face face) const;

  struct Impl;
  [[nodiscard]] const Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace steelyard
