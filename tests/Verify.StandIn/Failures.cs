// In no namespace and without a stack trace, so that NUnit prints what it prints for the library's own.
internal sealed class VerifyException(string message) : Exception(message)
{
    public override string StackTrace => "";
}

internal sealed class VerifiedLineEndingException(string path, string extension) : Exception(
    $"""
    Verified file must use \n line endings, but it contains a \r (carriage return).
    Path: {path}
    The usual cause is git checking the file out with \r\n. Add to .gitattributes:
      *.verified.{extension} text eol=lf working-tree-encoding=UTF-8
    then re-checkout the files.
    """);
