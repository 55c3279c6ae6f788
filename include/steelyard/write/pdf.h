/// Pages to PDF bytes.
#pragma once
#include <string>
#include <vector>

#include "steelyard/layout/pages.h"
#include "steelyard/write/fonts.h"

namespace steelyard {

/// A file carried inside the PDF.
struct Attachment {
  std::string name, mime, description, bytes;
};

struct PdfOptions {
  std::vector<Attachment> attachments;
};

/// A tagged PDF 1.7, PDF/UA-1 and PDF/A-3a: fonts embedded and subset, structure tree, metadata,
/// output intent, bookmarks, object streams. The same input gives the same bytes on every run,
/// thread, locale and time zone.
/// Throws Error(data) if a character has no glyph, naming it and the text it stands in.
std::string write_pdf(const Pages& pages, const FontSet& fonts, const PdfOptions& options = {});

}  // namespace steelyard
