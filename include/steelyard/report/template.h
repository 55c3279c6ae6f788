/// Wording, order and look of a document: templates/<audience>/, loaded once.
#pragma once
#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "steelyard/document/document.h"
#include "steelyard/document/style.h"

namespace steelyard {

/// Names and values that fill the gaps of a phrase.
using Gaps = std::initializer_list<std::pair<std::string_view, std::string>>;

/// Sentences by key, each with named gaps: "{e_events} of {e_n} people".
class Phrases {
 public:
  Phrases() = default;
  explicit Phrases(std::map<std::string, std::string> sentences)
      : sentences_(std::move(sentences)) {}

  [[nodiscard]] bool has(std::string_view key) const;
  /// The filled sentence. Throws Error(defect) if the key or a gap is unknown: a template that
  /// does not fit the program is a defect of ours.
  [[nodiscard]] std::string text(std::string_view key, Gaps gaps = {}) const;
  /// The filled sentence in runs; **stars** in the template make bold, _underscores_ italic. Marks
  /// inside the filled values stay as they are.
  [[nodiscard]] Runs runs(std::string_view key, Gaps gaps = {}) const;
  /// The same sentences with other words in place of some. No gap may have the name of such words.
  [[nodiscard]] Phrases reworded(std::string_view from, std::string_view to) const;

 private:
  [[nodiscard]] const std::string& sentence(std::string_view key) const;
  std::map<std::string, std::string> sentences_;
};

struct Reference {
  std::string text;
  std::string doi;
};

struct Template {
  std::string audience;
  std::vector<std::string> sections;  ///< ids of the sections, in order
  Style style;
  Phrases phrases;
  std::map<std::string, Reference> references;
};

/// Loads templates/<audience>/{report,style,phrases.<lang>}.toml and templates/references.toml.
/// Throws Error(no_input) if a file is missing, Error(defect) with all notices if one is wrong.
Template load_template(const std::filesystem::path& templates, std::string_view audience,
                       std::string_view lang);

/// The phrases of every audience and of this one alone, in a fifth of the time. Throws as load_template.
Phrases load_phrases(const std::filesystem::path& templates, std::string_view audience,
                     std::string_view lang);

}  // namespace steelyard
